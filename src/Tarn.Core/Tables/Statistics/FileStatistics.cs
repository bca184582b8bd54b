using System.Globalization;
using System.Text.Json.Nodes;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Statistics;

/// <summary>The protocol's per-file statistics from those of DuckDB's COPY ("Per-file Statistics").</summary>
internal sealed class FileStatistics
{
    /// <summary>The protocol's default of <c>delta.dataSkippingNumIndexedCols</c>.</summary>
    private const int LeafColumnsMax = 32;

    private readonly CopyFile _file;
    private readonly IReadOnlySet<string> _columnsWithNaN;
    private readonly JsonObject _minValues = [];
    private readonly JsonObject _maxValues = [];
    private readonly JsonObject _nullCount = [];
    private int _leafColumns;

    private FileStatistics(CopyFile file, IReadOnlySet<string> columnsWithNaN)
    {
        _file = file;
        _columnsWithNaN = columnsWithNaN;
    }

    /// <param name="fields">The columns that are in the file and in the table, in order.</param>
    /// <param name="columnsWithNaN">Columns that may hold NaN, which DuckDB leaves out of its maximum.</param>
    public static JsonObject Of(CopyFile file, IEnumerable<TableField> fields, IReadOnlySet<string> columnsWithNaN)
    {
        FileStatistics statistics = new(file, columnsWithNaN);
        foreach (TableField field in fields)
        {
            statistics.Add(
                new DeltaField(field.Name, StoredTypeText.Parse(field.EngineType), field.Nullable),
                [],
                (statistics._minValues, statistics._maxValues, statistics._nullCount));
        }

        return new JsonObject
        {
            ["numRecords"] = file.RowCount,
            ["minValues"] = statistics._minValues,
            ["maxValues"] = statistics._maxValues,
            ["nullCount"] = statistics._nullCount,
        };
    }

    private void Add(
        DeltaField field, IReadOnlyList<string> parents, (JsonObject Min, JsonObject Max, JsonObject Nulls) target)
    {
        List<string> path = [.. parents, field.Name];
        switch (field.Type)
        {
            case DeltaType.Struct structure:
                (JsonObject Min, JsonObject Max, JsonObject Nulls) inner = ([], [], []);
                foreach (DeltaField child in structure.Fields)
                {
                    Add(child, path, inner);
                }

                AddUnlessEmpty(target.Min, field.Name, inner.Min);
                AddUnlessEmpty(target.Max, field.Name, inner.Max);
                AddUnlessEmpty(target.Nulls, field.Name, inner.Nulls);
                break;
            case DeltaType.Primitive or DeltaType.Decimals:
                AddLeaf(field, path, target);
                break;
            default:
                // DuckDB counts the elements of lists and maps, not the rows.
                _leafColumns++;
                break;
        }
    }

    private void AddLeaf(DeltaField field, List<string> path, (JsonObject Min, JsonObject Max, JsonObject Nulls) target)
    {
        bool isIndexed = ++_leafColumns <= LeafColumnsMax;
        if ((!isIndexed && field.Nullable) || !_file.Columns.TryGetValue(ColumnPath.Quoted(path), out var column))
        {
            return;
        }

        if (column.TryGetValue("null_count", out string? nulls))
        {
            target.Nulls[field.Name] = long.Parse(nulls, CultureInfo.InvariantCulture);
        }

        if (!isIndexed
            || column.GetValueOrDefault("has_nan") == "true"
            || _columnsWithNaN.Contains(ColumnPath.Plain(path)))
        {
            return;
        }

        AddUnlessNull(target.Min, field.Name, column, "min", text => StatisticValue.Minimum(field.Type, text));
        AddUnlessNull(target.Max, field.Name, column, "max", text => StatisticValue.Maximum(field.Type, text));
    }

    private static void AddUnlessNull(
        JsonObject target,
        string name,
        IReadOnlyDictionary<string, string> column,
        string statistic,
        Func<string, JsonNode?> convert)
    {
        if (column.TryGetValue(statistic, out string? text) && convert(text) is JsonNode value)
        {
            target[name] = value;
        }
    }

    private static void AddUnlessEmpty(JsonObject target, string name, JsonObject values)
    {
        if (values.Count > 0)
        {
            target[name] = values;
        }
    }
}
