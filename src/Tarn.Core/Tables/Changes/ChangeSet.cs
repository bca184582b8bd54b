using Tarn.Engine;
using Tarn.Tables.Log;
using Tarn.Tables.Reading;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Changes;

/// <summary>The changes that some versions of a table made, ready to be read.</summary>
public sealed class ChangeSet
{
    private static readonly DeltaField[] Columns =
    [
        new(ChangeColumns.Type, new DeltaType.Primitive("string"), Nullable: false),
        new(ChangeColumns.Version, new DeltaType.Primitive("long"), Nullable: false),
        new(ChangeColumns.Timestamp, new DeltaType.Primitive("timestamp"), Nullable: false),
    ];

    private readonly DeltaTable _table;
    private readonly bool _hasOtherSchemas;

    /// <param name="snapshot">As of the last of the versions.</param>
    /// <param name="told">Change files.</param>
    /// <param name="derived">Files all of whose rows came or went.</param>
    /// <param name="hasOtherSchemas">Whether columns, or their types, changed within the versions.</param>
    internal ChangeSet(
        DeltaTable table,
        TableSnapshot snapshot,
        IReadOnlyList<FilePart> told,
        IReadOnlyList<FilePart> derived,
        bool hasOtherSchemas)
    {
        _table = table;
        Snapshot = snapshot;
        Told = told;
        Derived = derived;
        _hasOtherSchemas = hasOtherSchemas;
    }

    /// <summary>The table as of the last of the versions; the rows have its columns.</summary>
    public TableSnapshot Snapshot { get; }

    public int FileCount => Told.Count + Derived.Count;

    public long SizeBytes => Told.Concat(Derived).Sum(part => part.File.SizeBytes);

    private IReadOnlyList<FilePart> Told { get; }

    private IReadOnlyList<FilePart> Derived { get; }

    /// <summary>
    /// A SELECT of the table's columns and those of <see cref="ChangeColumns"/>, one row for each row changed and twice
    /// for an update, in no order.
    /// </summary>
    /// <param name="connection">Of the instance that is to run it.</param>
    /// <exception cref="Common.TarnException"><c>TN5001</c>: a deletion vector cannot be read.</exception>
    public async Task<string> SqlAsync(DuckConnection connection, CancellationToken cancellationToken)
    {
        List<string> scans = [];
        if (Derived.Count > 0)
        {
            scans.Add(await Scan(connection, Columns, _hasOtherSchemas)
                .SqlAsync(Derived, ExtraColumns.None, cancellationToken));
        }

        if (Told.Count > 0)
        {
            // The kind of change is a column of theirs, which has no field id.
            bool isById = ColumnMappings.Of(Snapshot.State.Metadata, _table.Name) == ColumnMapping.Id;
            scans.Add(await Scan(connection, Columns[1..], _hasOtherSchemas || isById)
                .SqlAsync(Told, ExtraColumns.None, cancellationToken));
        }

        return scans.Count > 0
            ? string.Join(" UNION ALL ", scans)
            : TableScan.Sql([.. Snapshot.Columns.Concat(Columns).Select(TableSnapshot.ToField)], [], []);
    }

    /// <param name="perFile">Those of the feed's columns that are the same in all rows of a file.</param>
    private SnapshotScan Scan(DuckConnection connection, DeltaField[] perFile, bool readsSchemas)
    {
        MetadataAction metadata = Snapshot.State.Metadata;
        SnapshotState state = Snapshot.State with
        {
            Metadata = metadata with
            {
                PartitionColumns = [.. metadata.PartitionColumns, .. perFile.Select(column => column.Name)],
            },
        };
        return new SnapshotScan(
            connection,
            new TableSnapshot(state, [.. Snapshot.Columns, .. Columns]),
            new FilePlaces(_table.Store, _table.Root))
        {
            ReadsSchemas = readsSchemas,
        };
    }
}
