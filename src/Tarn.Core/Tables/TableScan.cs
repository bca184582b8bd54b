using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables.Integrity;
using Tarn.Tables.Partitions;
using Tarn.Tables.Reading;
using Tarn.Tables.Schema;

namespace Tarn.Tables;

/// <summary>The rows of a table as SQL that the engine can run.</summary>
public static class TableScan
{
    /// <summary>A SELECT of all the table's columns, in order and with their types, from some of its files.</summary>
    public static Task<string> SqlAsync(
        DuckConnection connection,
        TableSnapshot snapshot,
        IReadOnlyList<DataFile> files,
        IObjectStore store,
        string root,
        CancellationToken cancellationToken) =>
        SqlAsync(connection, snapshot, files, store, root, pathColumn: null, cancellationToken);

    /// <summary>A SELECT of all the table's columns, in order and with their types, from some of its files.</summary>
    /// <param name="connection">Of the instance that is to run it.</param>
    /// <param name="files">Of the snapshot; none gives no rows. Each must be as the log says, which is checked
    /// now.</param>
    /// <param name="store">The table's bucket.</param>
    /// <param name="root">The table's key prefix, as for <see cref="DeltaTable"/>.</param>
    /// <param name="pathColumn">Name of one more column, after the others, with the path of the row's file as the
    /// store's <see cref="IObjectStore.EnginePath"/> gives it; null for none.</param>
    /// <param name="cancellationToken">Stops the looking at files.</param>
    /// <exception cref="TarnException">
    /// <c>TN5001</c>: a file is missing or damaged, a deletion vector cannot be read; <c>TN5002</c>: a file is outside
    /// of the bucket.
    /// </exception>
    public static Task<string> SqlAsync(
        DuckConnection connection,
        TableSnapshot snapshot,
        IReadOnlyList<DataFile> files,
        IObjectStore store,
        string root,
        string? pathColumn,
        CancellationToken cancellationToken) =>
        SqlAsync(
            connection, snapshot, files, store, root, new ExtraColumns(pathColumn, Row: null), cancellationToken);

    /// <summary>As above, with other columns after those of the table.</summary>
    internal static Task<string> SqlAsync(
        DuckConnection connection,
        TableSnapshot snapshot,
        IReadOnlyList<DataFile> files,
        IObjectStore store,
        string root,
        ExtraColumns extra,
        CancellationToken cancellationToken) =>
        SqlAsync(connection, snapshot, files, store, root, extra, SqlText.Paths, cancellationToken);

    /// <summary>As above, with a way to keep the list of files out of the text.</summary>
    /// <param name="list">SQL of a list of paths; asked only where the files have the same columns.</param>
    internal static Task<string> SqlAsync(
        DuckConnection connection,
        TableSnapshot snapshot,
        IReadOnlyList<DataFile> files,
        IObjectStore store,
        string root,
        Func<IReadOnlyList<string>, string> list,
        CancellationToken cancellationToken) =>
        SqlAsync(connection, snapshot, files, store, root, ExtraColumns.None, list, cancellationToken);

    private static async Task<string> SqlAsync(
        DuckConnection connection,
        TableSnapshot snapshot,
        IReadOnlyList<DataFile> files,
        IObjectStore store,
        string root,
        ExtraColumns extra,
        Func<IReadOnlyList<string>, string> list,
        CancellationToken cancellationToken)
    {
        if (files.Count == 0)
        {
            return EmptySql(snapshot.Fields);
        }

        await new FileIntegrity(store, root, VerifiedFiles.Of(connection.Instance))
            .RequireAsync(snapshot.Version, files, cancellationToken);
        FilePlaces places = new(store, root);
        if (extra.Row is null && files.All(snapshot.HasPresentSchema) && files.All(file => file.DeletionVector is null))
        {
            IReadOnlyList<string> paths = places.Of(files);
            if (snapshot.PartitionColumns.Count == 0)
            {
                return Read(Columns(snapshot), list(paths), "hive_partitioning = false", extra.Path);
            }

            if (files.All(file => HivePath.TellsValues(snapshot.PartitionColumns, file)) && !places.HasEqualsSign)
            {
                return HiveSql(snapshot, list(paths), extra.Path);
            }
        }

        return await new SnapshotScan(connection, snapshot, places).SqlAsync(files, extra, cancellationToken);
    }

    /// <summary>A SELECT of the rows of files that are written but not yet in a table.</summary>
    /// <param name="fields">The table's columns.</param>
    /// <param name="partitionColumns">Those of them whose values come from the files' partition values.</param>
    public static string Sql(
        IReadOnlyList<TableField> fields, IReadOnlyList<string> partitionColumns, IReadOnlyList<WrittenFile> files) =>
        Sql(fields, partitionColumns, files, ExtraColumns.None);

    /// <summary>As above, with other columns after those of the table; there is at least one file.</summary>
    internal static string Sql(
        IReadOnlyList<TableField> fields,
        IReadOnlyList<string> partitionColumns,
        IReadOnlyList<WrittenFile> files,
        ExtraColumns extra) => files.Count == 0
            ? EmptySql(fields)
            : new FileScan([.. fields.Select(ToColumn)], partitionColumns, ColumnMapping.None, null).Sql(
                [.. files.Select(file => file.File)],
                [.. files.Select(file => file.LocalPath)],
                deleted: null,
                only: null,
                extra);

    /// <summary>
    /// Every file has the same columns and its directory tells the partition. DuckDB can then leave out files by
    /// itself, and knows partition columns to be constant in a file.
    /// </summary>
    private static string HiveSql(TableSnapshot snapshot, string paths, string? pathColumn)
    {
        IEnumerable<string> types = PartitionFields(snapshot).Select(
            field => $"{SqlText.Literal(field.Name)}: {SqlText.Literal(field.EngineType)}");
        string options = $"hive_partitioning = true, hive_types = {{{SqlText.List(types)}}}";
        return Read(Columns(snapshot), paths, options, pathColumn);
    }

    /// <param name="paths">SQL of the list.</param>
    private static string Read(string columns, string paths, string options, string? pathColumn)
    {
        string column = pathColumn is null ? "" : $", {SqlText.Identifier(pathColumn)}";
        string option = pathColumn is null ? "" : $", filename = {SqlText.Literal(pathColumn)}";
        return $"SELECT {columns}{column} FROM read_parquet({paths}, {options}{option})";
    }

    private static string EmptySql(IReadOnlyList<TableField> fields) => "SELECT "
        + SqlText.List(fields.Select(
            field => $"CAST(NULL AS {field.EngineType}) AS {SqlText.Identifier(field.Name)}"))
        + " WHERE FALSE";

    private static DeltaField ToColumn(TableField field) =>
        new(field.Name, StoredTypeText.Parse(field.EngineType), field.Nullable);

    private static IEnumerable<TableField> PartitionFields(TableSnapshot snapshot) =>
        snapshot.Fields.Where(field => snapshot.PartitionColumns.Contains(field.Name));

    private static string Columns(TableSnapshot snapshot) =>
        SqlText.List(snapshot.Fields.Select(field => SqlText.Identifier(field.Name)));
}
