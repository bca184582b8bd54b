namespace Tarn.Jobs.Runs;

/// <summary>What one check found in one run.</summary>
public sealed record CheckReport
{
    public required string Name { get; init; }

    public required OnFail OnFail { get; init; }

    /// <summary>Rows that failed it; for a table-level check 1 when it failed.</summary>
    public required long Rows { get; init; }

    /// <summary>
    /// Says what was found when <see cref="Rows"/> alone does not: <c>12 rows, expected at least 100</c>.
    /// </summary>
    public string? Detail { get; init; }
}
