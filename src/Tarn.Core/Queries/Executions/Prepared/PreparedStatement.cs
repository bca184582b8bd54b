namespace Tarn.Queries.Executions.Prepared;

/// <summary>
/// A statement of a workgroup that is run by its name; docs/formats/executions.md describes the document.
/// </summary>
public sealed record PreparedStatement
{
    /// <summary>Case counts.</summary>
    public required string Name { get; init; }

    public required string WorkGroup { get; init; }

    /// <summary>With question marks for what each run gives.</summary>
    public required string Sql { get; init; }

    public string? Description { get; init; }

    /// <summary>Set by <see cref="PreparedStatements"/>.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}
