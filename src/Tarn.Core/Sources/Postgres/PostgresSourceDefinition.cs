namespace Tarn.Sources.Postgres;

/// <summary>A source of type <c>postgres</c>.</summary>
public sealed record PostgresSourceDefinition : SourceDefinition
{
    public required PostgresConnectionSettings Connection { get; init; }

    /// <summary>Whether all tables of a reading are as of one moment, or each of its own.</summary>
    public bool IsConsistent { get; init; } = true;
}
