using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tarn.Tables.DeletionVectors;
using Tarn.Tables.Schema;
using Tarn.Tables.Statistics;

namespace Tarn.Tables;

/// <summary>One live data file of a table (Delta: the <c>add</c> action).</summary>
public sealed record DataFile
{
    private readonly byte[]? _statisticsText;

    /// <summary>
    /// Path below the table's root, decoded: <c>pickup_date=2024-02-01/part-….parquet</c>. A file elsewhere has its
    /// absolute path, or a URI with its scheme.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>
    /// By partition column, serialized as the protocol says ("Partition Value Serialization"); null is null. With
    /// column mapping the keys are physical names.
    /// </summary>
    public required IReadOnlyDictionary<string, string?> PartitionValues { get; init; }

    public required long SizeBytes { get; init; }

    public required long ModifiedUnixMs { get; init; }

    /// <summary>CRC-32C of the whole file; null when its writer did not say.</summary>
    public uint? Crc32C { get; init; }

    /// <summary>
    /// The protocol's per-file statistics: numRecords, minValues, maxValues, nullCount; null when unknown. Kept as
    /// text and parsed on every call.
    /// </summary>
    public JsonObject? Statistics
    {
        get => StatisticsText is null ? null : StatisticsJson.Parse(StatisticsText);
        init => StatisticsText = value is null ? null : StatisticsJson.Write(value);
    }

    /// <summary>Number of rows, or null when the writer left no statistics.</summary>
    public long? RowCount => StoredRowCount - (DeletionVector?.Cardinality ?? 0);

    /// <summary>The statistics as UTF-8, as the writer wrote them.</summary>
    internal byte[]? StatisticsText
    {
        get => _statisticsText;
        init
        {
            _statisticsText = value;
            StoredRowCount = value is null ? null : StatisticsJson.ReadRowCount(value);
        }
    }

    /// <summary>Rows in the file, the deleted ones among them.</summary>
    internal long? StoredRowCount { get; private init; }

    /// <summary>Which rows of the file are deleted; null when none is.</summary>
    [JsonInclude]
    internal DeletionVector? DeletionVector { get; init; }

    /// <summary>What the log says besides and Tarn only keeps.</summary>
    [JsonInclude]
    internal FileTracking? Tracking { get; init; }

    /// <summary>The path as it stands in the log, when encoding <see cref="Path"/> gives something else.</summary>
    [JsonInclude]
    internal string? LoggedPath { get; init; }

    /// <summary>
    /// The file's value of a partition column; null for null and for the empty text, which is the same. Writers that
    /// turned column mapping on late may have used the logical name.
    /// </summary>
    internal string? PartitionValue(DeltaField column)
    {
        string? value = PartitionValues.TryGetValue(column.StoredName, out string? stored)
            ? stored
            : PartitionValues.GetValueOrDefault(column.Name);
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>Path and deletion vector: what an action is about ("Action Reconciliation").</summary>
    internal string Id => FileId.Of(Path, DeletionVector);
}
