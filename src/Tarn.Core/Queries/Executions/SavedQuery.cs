namespace Tarn.Queries.Executions;

/// <summary>A query that somebody saved under a name.</summary>
public sealed record SavedQuery
{
    /// <summary>A UUID; the name need not be unique.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string Database { get; init; }

    public required string Sql { get; init; }

    public required string WorkGroup { get; init; }
}
