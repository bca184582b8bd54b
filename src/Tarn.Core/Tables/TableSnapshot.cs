using Tarn.Tables.Log;

namespace Tarn.Tables;

/// <summary>A table as of one version; immutable, and valid for as long as its files are kept.</summary>
public sealed class TableSnapshot
{
    internal TableSnapshot(SnapshotState state, IReadOnlyList<TableField> fields)
    {
        State = state;
        Fields = fields;
        Files = [.. state.Files.Values.Select(live => live.File).OrderBy(file => file.Path, StringComparer.Ordinal)];
        SizeBytes = Files.Sum(file => file.SizeBytes);
        RowCount = Files.Any(file => file.RowCount is null) ? null : Files.Sum(file => file.RowCount);
    }

    public long Version => State.Version;

    /// <summary>The columns in order, partition columns included; types as DuckDB spells them.</summary>
    public IReadOnlyList<TableField> Fields { get; }

    public IReadOnlyList<string> PartitionColumns => State.Metadata.PartitionColumns;

    /// <summary>The live files in ordinal order of path.</summary>
    public IReadOnlyList<DataFile> Files { get; }

    /// <summary>By application id: the last version it committed.</summary>
    public IReadOnlyDictionary<string, long> Transactions => State.Transactions;

    /// <summary>The table's id, which survives everything but dropping it.</summary>
    public string Id => State.Metadata.Id;

    public string? Description => State.Metadata.Description;

    /// <summary>When the version was committed, by the writer's clock.</summary>
    public DateTimeOffset Timestamp => State.Timestamp;

    public long SizeBytes { get; }

    /// <summary>Number of rows, or null when a writer left some file without statistics.</summary>
    public long? RowCount { get; }

    /// <summary>The table's properties (Delta: <c>configuration</c>).</summary>
    public IReadOnlyDictionary<string, string> Properties => State.Metadata.Configuration;

    internal SnapshotState State { get; }

    internal bool IsWrittenByTarn(DataFile file) =>
        State.Files.TryGetValue(file.Path, out LiveFile? live) && live.IsTarn;

    /// <summary>
    /// True when Tarn wrote the file under the present schema, so that it holds exactly the table's columns.
    /// Other writers may leave columns out, and files from before a schema change lack the new ones.
    /// </summary>
    internal bool HasPresentSchema(DataFile file) =>
        State.Files.TryGetValue(file.Path, out LiveFile? live) && live.IsTarn && live.Version >= State.SchemaVersion;
}
