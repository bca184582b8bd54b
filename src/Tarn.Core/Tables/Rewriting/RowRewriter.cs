using Tarn.Engine;
using Tarn.Tables.Changes;
using Tarn.Tables.DeletionVectors;
using Tarn.Tables.Reading;

namespace Tarn.Tables.Rewriting;

/// <summary>
/// Writes what gathered rows make of a table: files that lose or change rows are written anew without them, or only get
/// a deletion vector where the table allows it and the rows are few; rows that come, or whose values changed, go into
/// new files. Other files are not touched. Nothing is committed or moved.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="snapshot">The version of which the rows were gathered.</param>
/// <param name="connection">Has the gathered rows.</param>
/// <param name="scratchDirectory">Of this write alone; made when missing.</param>
public sealed class RowRewriter(
    DeltaTable table, TableSnapshot snapshot, DuckConnection connection, string scratchDirectory)
{
    private readonly string _id = table.Ids.NextId();

    /// <summary>The write that takes out all rows of a version whose files say how many they have.</summary>
    public static PreparedWrite DropAll(TableSnapshot snapshot, RowOperation operation) => new(
        new TableWrite
        {
            Mode = WriteMode.ReplaceFiles,
            Fields = snapshot.Fields,
            PartitionColumns = snapshot.PartitionColumns,
            Added = [],
            RemovedPaths = [.. snapshot.Files.Select(file => file.Path)],
            ReadVersion = snapshot.Version,
            Reads = operation.Reads,
            Operation = operation.Name,
            OperationParameters = operation.Parameters,
            Metrics = RowMetrics.Of(
                operation.Name,
                new Dictionary<string, long> { [RowAction.Delete] = snapshot.RowCount ?? 0 },
                written: 0,
                changeFiles: 0),
        },
        []);

    /// <param name="rows">Some at least.</param>
    /// <param name="files">Of the snapshot; all that the rows may be of.</param>
    /// <exception cref="Common.TarnException">
    /// <c>TN3xxx</c>, <c>TN4xxx</c> of the writing; <c>TN5001</c>: a file is damaged.
    /// </exception>
    public async Task<PreparedWrite> WriteAsync(
        GatheredRows rows, IReadOnlyList<DataFile> files, RowOperation operation, CancellationToken cancellationToken)
    {
        Dictionary<string, long> counts = await rows.CountByFileAsync(cancellationToken);
        FilePlaces places = new(table.Store, table.Root);
        (DataFile File, long Rows)[] affected =
        [
            .. files.Select(file => (file, counts.GetValueOrDefault(places.Of(file)))).Where(pair => pair.Item2 > 0),
        ];
        ILookup<FileFate, DataFile> byFate = affected.ToLookup(pair => FateOf(pair.File, pair.Rows), pair => pair.File);
        IReadOnlyList<WrittenFile> written =
            await WriteRowsAsync(rows, [.. byFate[FileFate.Rewritten]], cancellationToken);
        MarkedFiles? marked = await MarkAsync(rows, [.. byFate[FileFate.Marked]], cancellationToken);
        IReadOnlyList<WrittenFile> changes = snapshot.HasChangeFeed && affected.Length > 0
            ? await WriteChangesAsync(rows, [.. affected.Select(pair => pair.File)], cancellationToken)
            : [];
        long copied = written.Sum(file => file.File.RowCount ?? 0);
        TableWrite write = new()
        {
            Mode = affected.Length > 0 ? WriteMode.ReplaceFiles : WriteMode.Append,
            Fields = snapshot.Fields,
            PartitionColumns = snapshot.PartitionColumns,
            Added = [.. written.Select(file => file.File), .. marked?.Files ?? []],
            RemovedPaths = [.. affected.Select(pair => pair.File.Path)],
            ChangeFiles = [.. changes.Select(file => file.File)],
            ReadVersion = snapshot.Version,
            Reads = operation.Reads,
            Operation = operation.Name,
            OperationParameters = operation.Parameters,
            Metrics = RowMetrics.Of(
                operation.Name, await rows.CountByActionAsync(cancellationToken), copied, changes.Count),
        };
        PreparedWrite prepared = PreparedWrite.Of(write, written.Concat(changes));
        return marked is null
            ? prepared
            : prepared with { Files = [.. prepared.Files, (marked.LocalPath, marked.Path)] };
    }

    private FileFate FateOf(DataFile file, long rows) =>
        file.RowCount == rows ? FileFate.Dropped
        : snapshot.MayMarkRows && RowMarker.IsFew(file, rows) ? FileFate.Marked
        : FileFate.Rewritten;

    /// <summary>Rows that stay of files that go, and new rows.</summary>
    private async Task<IReadOnlyList<WrittenFile>> WriteRowsAsync(
        GatheredRows rows, IReadOnlyList<DataFile> rewritten, CancellationToken cancellationToken)
    {
        string columns = SqlText.List(snapshot.Fields.Select(field => SqlText.Identifier(field.Name)));
        string coming = await rows.NewRowsSqlAsync(cancellationToken, RowAction.Update, RowAction.Insert);
        string sql = $"SELECT {columns} FROM ({coming})";
        if (rewritten.Count > 0)
        {
            string staying = rows.OthersSql(await ScanAsync(rows, rewritten, cancellationToken));
            sql = $"SELECT {columns} FROM ({staying}) UNION ALL {sql}";
        }

        return await new PartitionedWriter().WriteAsync(
            connection, sql, snapshot.Fields, snapshot.PartitionColumns, scratchDirectory, _id, cancellationToken);
    }

    private async Task<MarkedFiles?> MarkAsync(
        GatheredRows rows, IReadOnlyList<DataFile> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
        {
            return null;
        }

        FilePlaces places = new(table.Store, table.Root);
        string paths = SqlText.List(files.Select(file => SqlText.Literal(places.Of(file))));
        return await new RowMarker(connection, places, scratchDirectory).MarkAsync(
            files,
            $"{rows.PlacesSql} AND CAST({SqlText.Identifier(rows.Columns.Path)} AS VARCHAR) IN ({paths})",
            _id,
            cancellationToken);
    }

    private async Task<IReadOnlyList<WrittenFile>> WriteChangesAsync(
        GatheredRows rows, IReadOnlyList<DataFile> affected, CancellationToken cancellationToken)
    {
        string scan = await ScanAsync(rows, affected, cancellationToken);
        ChangeWriter writer = new(connection, snapshot.Fields, snapshot.PartitionColumns, scratchDirectory);
        return await writer.WriteAsync(
            [
                writer.Changed(rows.OldRowsSql(scan, RowAction.Delete), ChangeColumns.Delete),
                writer.Changed(rows.OldRowsSql(scan, RowAction.Update), ChangeColumns.UpdatePreimage),
                writer.Changed(
                    await rows.NewRowsSqlAsync(cancellationToken, RowAction.Update), ChangeColumns.UpdatePostimage),
                writer.Changed(await rows.NewRowsSqlAsync(cancellationToken, RowAction.Insert), ChangeColumns.Insert),
            ],
            $"{_id}-change",
            cancellationToken);
    }

    private Task<string> ScanAsync(
        GatheredRows rows, IReadOnlyList<DataFile> files, CancellationToken cancellationToken) =>
        TableScan.SqlAsync(
            connection,
            snapshot,
            files,
            table.Store,
            table.Root,
            new ExtraColumns(rows.Columns.Path, rows.Columns.Row),
            cancellationToken);
}
