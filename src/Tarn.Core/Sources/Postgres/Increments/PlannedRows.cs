using Tarn.Sources.Postgres.Positions;

namespace Tarn.Sources.Postgres.Increments;

/// <summary>Which rows of a table are read this time.</summary>
/// <param name="Where">A condition of the server's SQL; null for all.</param>
/// <param name="Next">Where the next extraction goes on; null for a table that is always read whole.</param>
internal sealed record PlannedRows(string? Where, PostgresPosition? Next)
{
    /// <summary>True when it is known that there are none.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>
    /// Whether the rows are few and found by an index, so that cutting the table into ranges would cost more.
    /// </summary>
    public bool IsNarrow { get; init; }

    /// <summary>For people: what was done differently and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool IsWhole => Where is null && !IsEmpty;
}
