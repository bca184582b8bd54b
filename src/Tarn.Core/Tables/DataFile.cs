using System.Text.Json.Nodes;

namespace Tarn.Tables;

/// <summary>One live data file of a table (Delta: the <c>add</c> action).</summary>
public sealed record DataFile
{
    /// <summary>Path below the table's root, decoded: <c>pickup_date=2024-02-01/part-….parquet</c>.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// By partition column, serialized as the protocol says ("Partition Value Serialization"); null is null.
    /// </summary>
    public required IReadOnlyDictionary<string, string?> PartitionValues { get; init; }

    public required long SizeBytes { get; init; }

    public required long ModifiedUnixMs { get; init; }

    /// <summary>
    /// The protocol's per-file statistics: numRecords, minValues, maxValues, nullCount; null when unknown.
    /// </summary>
    public JsonObject? Statistics { get; init; }

    /// <summary>Number of rows, or null when the writer left no statistics.</summary>
    public long? RowCount => (long?)Statistics?["numRecords"];
}
