using System.Globalization;
using System.Text;
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
/// <param name="tree">The files' schema; null when names in files follow from the table's alone.</param>
internal sealed class FileScan(
    IReadOnlyList<DeltaField> columns,
    IReadOnlyList<string> partitionColumns,
    ColumnMapping mapping,
    StoredNode? tree)
{
    private const string Place = "file_index::BIGINT + 1";
    private readonly List<string> _outputs = [];
    private readonly List<string> _schema = [];

    /// <param name="paths">At which the engine reads the files.</param>
    /// <param name="deletionVectors">The number of each file's vector, if they have such.</param>
    public string Sql(
        IReadOnlyList<DataFile> files, IReadOnlyList<string> paths, IReadOnlyList<long>? deletionVectors)
    {
        foreach (DeltaField column in columns)
        {
            string output = partitionColumns.Contains(column.Name)
                ? PartitionValue(column, files)
                : StoredValue(column);
            _outputs.Add($"{output} AS {SqlText.Identifier(column.Name)}");
        }

        if (_schema.Count == 0)
        {
            // The engine wants one column at least.
            AddToSchema(mapping == ColumnMapping.Id && tree is null ? "-1" : "'tarn_none'", "tarn_none", "VARCHAR");
        }

        string where = deletionVectors is null
            ? ""
            : $" WHERE NOT {DeletedRowsFunction.Name}({ByFile(Texts(deletionVectors), "BIGINT")}, file_row_number)";
        return $"SELECT {SqlText.List(_outputs)} FROM read_parquet({SqlText.Paths(paths)}, "
            + $"hive_partitioning = false, schema = MAP {{{SqlText.List(_schema)}}}){where}";
    }

    /// <summary>Reads the column under a name of ours, which is never that of a virtual column of the engine.</summary>
    private string StoredValue(DeltaField column)
    {
        StoredNode? node = tree?.Find(column, mapping);
        if (tree is not null && node is null)
        {
            return $"CAST(NULL AS {column.Type.ToEngineType()})";
        }

        StoredColumn stored = StoredColumn.Of(column.Type, node, mapping);
        string name = string.Create(CultureInfo.InvariantCulture, $"tarn_{_schema.Count}");
        string key = mapping == ColumnMapping.Id && tree is null
            ? column.Id!.Value.ToString(CultureInfo.InvariantCulture)
            : SqlText.Literal(node?.Name ?? column.StoredName);
        AddToSchema(key, name, stored.Type);
        return stored.ToLogical(name);
    }

    private void AddToSchema(string key, string name, string type) =>
        _schema.Add($"{key}: {{'name': '{name}', 'type': {SqlText.Literal(type)}, 'default_value': NULL}}");

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
            : $"([{SqlText.List(values)}]::{type}[])[{Place}]";

    private static string[] Texts(IReadOnlyList<long> numbers) =>
        [.. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))];
}
