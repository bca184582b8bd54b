using System.Globalization;
using System.Text;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Tables.DeletionVectors;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Reading;

/// <summary>
/// The SELECT over files that store the table's columns in the same way: columns by name or field id with the table's
/// types, null where a file lacks them; partition values from the log, by the file's position in the list.
/// </summary>
/// <param name="columns">The table's, in order.</param>
/// <param name="partitionColumns">Logical names.</param>
/// <param name="tree">
/// The files' schema. Null when their columns have the table's types, so that the engine can match names or ids by
/// itself. It must not be left to cast: it moves filters below its casts without a look at what they lose.
/// </param>
internal sealed class FileScan(
    IReadOnlyList<DeltaField> columns,
    IReadOnlyList<string> partitionColumns,
    ColumnMapping mapping,
    StoredNode? tree)
{
    private const string FileIndex = "file_index";
    private const string RowNumber = "file_row_number";
    private readonly List<string> _schema = [];

    /// <param name="paths">At which the engine reads the files.</param>
    /// <param name="deleted">The number of each file's vector, if they have such.</param>
    /// <param name="only">The number of a vector for each file to which its rows are restricted, if they are.</param>
    /// <exception cref="TarnException"><c>TN5002</c>: a column's name cannot be told from the engine's own.</exception>
    public string Sql(
        IReadOnlyList<DataFile> files,
        IReadOnlyList<string> paths,
        IReadOnlyList<long>? deleted,
        IReadOnlyList<long>? only,
        ExtraColumns extra)
    {
        RequireOwnNames();
        List<string> outputs = [];
        foreach (DeltaField column in columns)
        {
            string value = partitionColumns.Contains(column.Name)
                ? PartitionValue(column, files)
                : tree is null ? Declare(column) : Stored(column, tree);
            outputs.Add($"{value} AS {SqlText.Identifier(column.Name)}");
        }

        string option = "";
        if (extra.Path is not null)
        {
            outputs.Add(SqlText.Identifier(extra.Path));
            option = $", filename = {SqlText.Literal(extra.Path)}";
        }

        if (extra.File is not null)
        {
            outputs.Add($"CAST({FileIndex} AS BIGINT) AS {SqlText.Identifier(extra.File)}");
        }

        if (extra.Row is not null)
        {
            outputs.Add($"{RowNumber} AS {SqlText.Identifier(extra.Row)}");
        }

        string[] conditions =
        [
            .. deleted is null ? (string[])[] : [$"NOT {IsIn(deleted)}"],
            .. only is null ? (string[])[] : [IsIn(only)],
        ];
        string where = conditions.Length == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
        return $"SELECT {SqlText.List(outputs)} FROM read_parquet({SqlText.Paths(paths)}, "
            + $"hive_partitioning = false{Schema()}{option}){where}";
    }

    /// <summary>Columns that are declared get names of ours; others may have those of virtual columns.</summary>
    private void RequireOwnNames()
    {
        if (tree?.Children.FirstOrDefault(child => IsVirtual(child.Name)) is StoredNode column)
        {
            throw new TarnException(
                ErrorCodes.TableUnsupported,
                $"a data file has a column '{column.Name}', which the engine takes for its own")
            {
                Hint = "Rename the column with the engine that wrote the table, and rewrite its files.",
            };
        }
    }

    private static bool IsVirtual(string name) =>
        name.Equals(FileIndex, StringComparison.OrdinalIgnoreCase)
        || name.Equals(RowNumber, StringComparison.OrdinalIgnoreCase);

    private string Stored(DeltaField column, StoredNode root) => root.Find(column, mapping) is StoredNode node
        ? StoredValue.Sql(SqlText.Identifier(node.Name), column.Type, node, mapping)
        : $"CAST(NULL AS {column.Type.ToEngineType()})";

    private string Declare(DeltaField column)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"tarn_{_schema.Count}");
        string key = mapping == ColumnMapping.Id
            ? column.Id!.Value.ToString(CultureInfo.InvariantCulture)
            : SqlText.Literal(column.StoredName);
        Declare(key, name, column.Type.ToEngineType());
        return name;
    }

    private void Declare(string key, string name, string type) =>
        _schema.Add($"{key}: {{'name': '{name}', 'type': {SqlText.Literal(type)}, 'default_value': NULL}}");

    private string Schema()
    {
        if (tree is not null)
        {
            return "";
        }

        if (_schema.Count == 0)
        {
            // The engine wants one column at least.
            Declare(mapping == ColumnMapping.Id ? "-1" : "'tarn_none'", "tarn_none", "VARCHAR");
        }

        return $", schema = MAP {{{SqlText.List(_schema)}}}";
    }

    private static string PartitionValue(DeltaField column, IReadOnlyList<DataFile> files)
    {
        bool isBinary = column.Type is DeltaType.Primitive { Name: "binary" };
        IEnumerable<string> values = files.Select(file =>
            file.PartitionValue(column) is not string value ? "NULL"
            : isBinary ? SqlText.Literal((object)Encoding.UTF8.GetBytes(value))
            : SqlText.Literal(value));
        return ByFile([.. values], column.Type.ToEngineType());
    }

    /// <summary>One value for each file; a constant when it is the same in all.</summary>
    private static string ByFile(string[] values, string type) =>
        values.All(value => value == values[0])
            ? $"CAST({values[0]} AS {type})"
            : $"([{SqlText.List(values)}]::{type}[])[{FileIndex}::BIGINT + 1]";

    /// <summary>Whether a row is in the vector of its file.</summary>
    private static string IsIn(IReadOnlyList<long> vectors)
    {
        string[] numbers = [.. vectors.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        return $"{DeletedRowsFunction.Name}({ByFile(numbers, "BIGINT")}, {RowNumber})";
    }
}
