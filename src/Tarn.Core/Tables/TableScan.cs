using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables.Partitions;
using Tarn.Tables.Schema;

namespace Tarn.Tables;

/// <summary>The rows of a table as SQL that the engine can run.</summary>
public static class TableScan
{
    private const string FileIndex = "file_index";

    /// <summary>A SELECT of all the table's columns, in order and with their types, from some of its files.</summary>
    /// <param name="files">Of the snapshot; none gives no rows. A file that is missing fails the query by its
    /// name.</param>
    /// <param name="root">The table's key prefix, as for <see cref="DeltaTable"/>.</param>
    /// <exception cref="TarnException"><c>TN5002</c>: a column's name cannot be told from DuckDB's own.</exception>
    public static string Sql(
        TableSnapshot snapshot, IReadOnlyList<DataFile> files, IObjectStore store, string root)
    {
        if (files.Count == 0)
        {
            return EmptySql(snapshot.Fields);
        }

        string table = $"{store.Bucket}/{root}";
        if (files.FirstOrDefault(file => file.DeletionVector is not null) is DataFile deleted)
        {
            throw new TarnException(
                ErrorCodes.TableUnsupported,
                $"table '{table}' needs feature 'deletionVectors' for rows deleted from '{deleted.Path}'");
        }

        string[] paths = [.. files.Select(file => store.EnginePath(FileKey.Of(store, root, file.Path, table)))];
        bool isUniform = files.All(snapshot.HasPresentSchema);
        if (isUniform && snapshot.PartitionColumns.Count == 0)
        {
            return $"SELECT {Columns(snapshot)} FROM read_parquet({List(paths)}, hive_partitioning = false)";
        }

        bool isHive = isUniform
            && files.All(file => HivePath.TellsValues(snapshot.PartitionColumns, file))
            && !store.EnginePath(root.Length == 0 ? "x" : root).Contains('=', StringComparison.Ordinal);
        return isHive ? HiveSql(snapshot, paths) : GeneralSql(snapshot.Fields, snapshot.PartitionColumns, files, paths);
    }

    /// <summary>A SELECT of the rows of files that are written but not yet in a table.</summary>
    /// <param name="fields">The table's columns.</param>
    /// <param name="partitionColumns">Those of them whose values come from the files' partition values.</param>
    /// <exception cref="TarnException"><c>TN5002</c>: a column's name cannot be told from DuckDB's own.</exception>
    public static string Sql(
        IReadOnlyList<TableField> fields, IReadOnlyList<string> partitionColumns, IReadOnlyList<WrittenFile> files) =>
        files.Count == 0
            ? EmptySql(fields)
            : GeneralSql(
                fields,
                partitionColumns,
                [.. files.Select(file => file.File)],
                [.. files.Select(file => file.LocalPath)]);

    /// <summary>
    /// Every file has the same columns and its directory tells the partition. DuckDB can then leave out files by
    /// itself, and knows partition columns to be constant in a file.
    /// </summary>
    private static string HiveSql(TableSnapshot snapshot, string[] paths)
    {
        IEnumerable<string> types = PartitionFields(snapshot).Select(
            field => $"{SqlText.Literal(field.Name)}: {SqlText.Literal(field.EngineType)}");
        return $"SELECT {Columns(snapshot)} FROM read_parquet({List(paths)}, hive_partitioning = true, "
            + $"hive_types = {{{SqlText.List(types)}}})";
    }

    /// <summary>
    /// Columns by name with the table's types, null where a file lacks them; partition values from the log, by the
    /// file's position in the list.
    /// </summary>
    private static string GeneralSql(
        IReadOnlyList<TableField> fields,
        IReadOnlyList<string> partitionColumns,
        IReadOnlyList<DataFile> files,
        string[] paths)
    {
        if (partitionColumns.Count > 0 && fields.Any(IsNamedLikeFileIndex))
        {
            throw new TarnException(
                ErrorCodes.TableUnsupported,
                $"a partitioned table with a column '{FileIndex}' can be read only when Tarn wrote all its files")
            {
                Hint = "Rename the column, or rebuild the table with Tarn.",
            };
        }

        IEnumerable<string> columns = fields.Select(field => partitionColumns.Contains(field.Name)
            ? $"({PartitionValues(field, files)})[{FileIndex}::BIGINT + 1] AS {SqlText.Identifier(field.Name)}"
            : SqlText.Identifier(field.Name));
        IEnumerable<string> schema = fields.Where(field => !partitionColumns.Contains(field.Name)).Select(SchemaEntry);
        return $"SELECT {SqlText.List(columns)} FROM read_parquet({List(paths)}, hive_partitioning = false, "
            + $"schema = MAP {{{SqlText.List(schema)}}})";
    }

    private static bool IsNamedLikeFileIndex(TableField field) =>
        field.Name.Equals(FileIndex, StringComparison.OrdinalIgnoreCase);

    private static string EmptySql(IReadOnlyList<TableField> fields) => "SELECT "
        + SqlText.List(fields.Select(
            field => $"CAST(NULL AS {field.EngineType}) AS {SqlText.Identifier(field.Name)}"))
        + " WHERE FALSE";

    private static string SchemaEntry(TableField field)
    {
        string name = SqlText.Literal(field.Name);
        return $"{name}: {{'name': {name}, 'type': {SqlText.Literal(field.EngineType)}, 'default_value': NULL}}";
    }

    private static string PartitionValues(TableField field, IReadOnlyList<DataFile> files)
    {
        bool isBinary = StoredTypeText.Parse(field.EngineType) is DeltaType.Primitive { Name: "binary" };
        IEnumerable<string> values = files.Select(file =>
            file.PartitionValues.GetValueOrDefault(field.Name) is not { Length: > 0 } value ? "NULL"
            : isBinary ? SqlText.Literal((object)value.Select(character => (byte)character).ToArray())
            : SqlText.Literal(value));
        return $"[{SqlText.List(values)}]::{field.EngineType}[]";
    }

    private static IEnumerable<TableField> PartitionFields(TableSnapshot snapshot) =>
        snapshot.Fields.Where(field => snapshot.PartitionColumns.Contains(field.Name));

    private static string Columns(TableSnapshot snapshot) =>
        SqlText.List(snapshot.Fields.Select(field => SqlText.Identifier(field.Name)));

    private static string List(IEnumerable<string> paths) => $"[{SqlText.List(paths.Select(SqlText.Literal))}]";
}
