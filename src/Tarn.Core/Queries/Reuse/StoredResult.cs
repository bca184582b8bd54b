namespace Tarn.Queries.Reuse;

/// <summary>A result in a file.</summary>
/// <param name="Path">A database of the engine with one table.</param>
/// <param name="CreatedAt">When it was complete.</param>
internal sealed record StoredResult(string Path, DateTimeOffset CreatedAt)
{
    /// <summary>The table with the rows.</summary>
    public const string Table = "result";

    /// <summary>What it lacks; results that others may find lack nothing.</summary>
    public QueryOmissions Omissions { get; init; } = new([], [], []);

    /// <summary>Of the statement that made it, when it ran just now.</summary>
    public IReadOnlyList<ScannedTable> Tables { get; init; } = [];

    /// <summary>As above: bytes that it read; null when they were not counted.</summary>
    public long? BytesScanned { get; init; }
}
