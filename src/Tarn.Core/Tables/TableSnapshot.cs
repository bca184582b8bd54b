using Tarn.Common;
using Tarn.Tables.Log;
using Tarn.Tables.Schema;

namespace Tarn.Tables;

/// <summary>A table as of one version; immutable, and valid for as long as its files are kept.</summary>
public sealed class TableSnapshot
{
    private readonly Dictionary<string, DeltaField> _columns;
    private readonly Lazy<string?> _schemaTag;
    private IReadOnlyList<DataFile>? _files;
    private IReadOnlyDictionary<string, long>? _transactions;

    internal TableSnapshot(SnapshotState state, IReadOnlyList<DeltaField> columns)
    {
        State = state;
        Columns = columns;
        Fields = [.. columns.Select(ToField)];
        _columns = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        _schemaTag = new Lazy<string?>(
            () => columns.Any(column => column.PhysicalName is not null || column.Id is not null)
                ? null
                : SchemaTag.Of(columns, PartitionColumns));
    }

    private TableSnapshot(SnapshotState state, TableSnapshot earlier)
    {
        State = state;
        Columns = earlier.Columns;
        Fields = earlier.Fields;
        _columns = earlier._columns;
        _schemaTag = earlier._schemaTag;
    }

    public long Version => State.Version;

    /// <summary>The columns in order, partition columns included; types as DuckDB spells them.</summary>
    public IReadOnlyList<TableField> Fields { get; }

    public IReadOnlyList<string> PartitionColumns => State.Metadata.PartitionColumns;

    /// <summary>The live files in ordinal order of path.</summary>
    public IReadOnlyList<DataFile> Files => _files ??= Sort(State.Files.Values);

    /// <summary>By application id: the last version it committed.</summary>
    public IReadOnlyDictionary<string, long> Transactions => _transactions ??=
        State.Transactions.Values.ToDictionary(transaction => transaction.AppId, transaction => transaction.Version);

    /// <summary>The table's id, which survives everything but dropping it.</summary>
    public string Id => State.Metadata.Id;

    public string? Description => State.Metadata.Description;

    /// <summary>When the version was committed, by the writer's clock.</summary>
    public DateTimeOffset Timestamp => State.Timestamp;

    public long SizeBytes => State.Totals.Bytes;

    /// <summary>Number of rows, or null when a writer left some file without statistics.</summary>
    public long? RowCount => State.Totals.FilesWithoutRows > 0 ? null : State.Totals.Rows;

    /// <summary>The table's properties (Delta: <c>configuration</c>).</summary>
    public IReadOnlyDictionary<string, string> Properties => State.Metadata.Configuration;

    /// <summary>What a reader must be able to do ("Reader Requirements"): 1, 2, or 3 with features.</summary>
    public int ReaderVersion => State.Protocol.MinReaderVersion;

    /// <summary>What a writer must be able to do ("Writer Requirements"): 1 to 6, or 7 with features.</summary>
    public int WriterVersion => State.Protocol.MinWriterVersion;

    /// <summary>The features that the log lists by name; empty for older tables, whose versions say it.</summary>
    public IReadOnlyList<string> Features => State.Protocol.WriterFeatures ?? [];

    /// <summary>Number of files of which some rows are deleted.</summary>
    public long FilesWithDeletedRows => State.Totals.DeletionVectors;

    /// <summary>Configuration by domain (Delta: <c>domainMetadata</c>), the system's domains included.</summary>
    public IReadOnlyDictionary<string, string> Domains => State.Domains;

    /// <summary>True when writes that replace some rows of files have to write change files.</summary>
    public bool HasChangeFeed => ProtocolSupport.HasChangeFeed(State.Protocol, State.Metadata);

    /// <summary>True when writes may mark single rows of files as deleted.</summary>
    internal bool MayMarkRows => TableProperties.IsTrue(State.Metadata, TableProperties.DeletionVectorsKey)
        && ProtocolFeatures.WriterFeatures(State.Protocol).Contains(ProtocolFeatures.DeletionVectors);

    internal SnapshotState State { get; }

    /// <summary>The columns with their names and ids in data files.</summary>
    internal IReadOnlyList<DeltaField> Columns { get; }

    /// <summary>A snapshot of the state, made from an earlier one as far as it is the same.</summary>
    /// <param name="table">As messages name it.</param>
    /// <exception cref="TarnException"><c>TN5002</c>: the table needs a feature that Tarn does not have.</exception>
    internal static TableSnapshot Of(SnapshotState state, TableSnapshot? earlier, string table)
    {
        if (ReferenceEquals(state, earlier?.State))
        {
            return earlier;
        }

        ProtocolSupport.RequireReadable(state.Protocol, state.Metadata, table);
        return earlier is not null && ReferenceEquals(state.Metadata, earlier.State.Metadata)
            ? new TableSnapshot(state, earlier)
            : new TableSnapshot(state, SchemaJson.Read(state.Metadata, table));
    }

    internal static TableField ToField(DeltaField column) =>
        new(column.Name, column.Type.ToEngineType(), column.Nullable)
        {
            GenerationExpression = column.GenerationExpression,
        };

    /// <summary>A file's value of a partition column; null is null, and so is the empty text.</summary>
    internal string? PartitionValue(DataFile file, string column) => file.PartitionValue(_columns[column]);

    /// <summary>The live file at the path, whatever its deletion vector; null when there is none.</summary>
    internal DataFile? Find(string path) => State.Files.TryGetValue(path, out LiveFile? live) ? live.File
        : State.Totals.DeletionVectors > 0 ? FindMarked(path)
        : null;

    internal bool IsWrittenByTarn(DataFile file) =>
        State.Files.TryGetValue(file.Id, out LiveFile? live) && live.IsTarn;

    /// <summary>
    /// True when Tarn wrote the file under the present schema, so that it holds exactly the table's columns.
    /// Other writers may leave columns out, and files from before a schema change lack the new ones.
    /// </summary>
    internal bool HasPresentSchema(DataFile file) =>
        file.Tracking?.Tags is { } tags && tags.TryGetValue(SchemaTag.Key, out string? tag) && tag == _schemaTag.Value;

    /// <summary>By halving the sorted files: with a vector a file's key is not its path.</summary>
    private DataFile? FindMarked(string path)
    {
        int low = 0;
        for (int high = Files.Count; low < high;)
        {
            int middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(Files[middle].Path, path) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low < Files.Count && Files[low].Path == path ? Files[low] : null;
    }

    private static DataFile[] Sort(IEnumerable<LiveFile> live)
    {
        DataFile[] files = [.. live.Select(file => file.File)];
        string[] paths = Array.ConvertAll(files, file => file.Path);

        // From a checkpoint of Tarn they come sorted.
        for (int i = 1; i < paths.Length; i++)
        {
            if (string.CompareOrdinal(paths[i - 1], paths[i]) > 0)
            {
                Array.Sort(paths, files, StringComparer.Ordinal);
                break;
            }
        }

        return files;
    }
}
