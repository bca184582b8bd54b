namespace Tarn.Tables.Statistics;

/// <summary>One row of what <c>COPY … RETURN_STATS</c> returns.</summary>
internal sealed record CopyFile
{
    public required string LocalPath { get; init; }

    public required long RowCount { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>
    /// By quoted path of the leaf column: null_count, min, max, has_nan. A minimum or maximum is absent when some row
    /// group has none.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Columns { get; init; }

    /// <summary>By partition column, not escaped; null is null.</summary>
    public required IReadOnlyDictionary<string, string?> PartitionKeys { get; init; }
}
