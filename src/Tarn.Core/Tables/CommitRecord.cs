namespace Tarn.Tables;

/// <summary>One line of a table's history.</summary>
public sealed record CommitRecord
{
    public required long Version { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>WRITE, MERGE, CREATE TABLE, …; UNKNOWN when the writer left no <c>commitInfo</c>.</summary>
    public required string Operation { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>
    /// Counts by name as text, as in the log: <c>numFiles</c>, <c>numOutputRows</c>, <c>numRemovedFiles</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Metrics { get; init; }

    /// <summary>The run that made the commit, or null when it was not a run of Tarn.</summary>
    public string? RunId { get; init; }
}
