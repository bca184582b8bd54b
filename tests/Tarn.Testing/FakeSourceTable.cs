using System.Globalization;
using Tarn.Tables;

namespace Tarn.Testing;

/// <summary>A table of a source that tests change: rows by the number in their first column.</summary>
/// <param name="fields">Its columns, the key first.</param>
public sealed class FakeSourceTable(params TableField[] fields)
{
    private readonly SortedDictionary<long, (long Sequence, string[] Values)> _rows = [];

    public IReadOnlyList<TableField> Fields { get; set; } = fields;

    /// <summary>Counts the changes.</summary>
    public long Sequence { get; private set; }

    /// <summary>Inserts or updates a row.</summary>
    /// <param name="values">SQL of the other columns.</param>
    public FakeSourceTable Put(long key, params string[] values)
    {
        _rows[key] = (++Sequence, values);
        return this;
    }

    public FakeSourceTable Delete(long key)
    {
        Sequence++;
        _rows.Remove(key);
        return this;
    }

    internal int Count(long since) => _rows.Values.Count(row => row.Sequence > since);

    /// <summary>SELECT of all keys.</summary>
    internal string KeysSql()
    {
        string values = _rows.Count == 0
            ? "(SELECT 0 WHERE false)"
            : $"(VALUES {string.Join(", ", _rows.Keys.Select(key => $"({Text(key)})"))})";
        return $"SELECT CAST(c AS {Fields[0].EngineType}) AS \"{Fields[0].Name}\" FROM {values} AS t(c)";
    }

    /// <summary>SELECT of the rows that changed since, with the number of the change.</summary>
    internal string Sql(long since)
    {
        IEnumerable<string> columns =
            Fields.Select((field, number) => $"CAST(c{number} AS {field.EngineType}) AS \"{field.Name}\"");
        string[] rows =
        [
            .. _rows.Where(row => row.Value.Sequence > since).Select(row =>
                $"({string.Join(", ", [Text(row.Key), .. row.Value.Values, Text(row.Value.Sequence)])})"),
        ];
        string names = string.Join(", ", [.. Fields.Select((_, number) => $"c{number}"), "sequence"]);
        string values = rows.Length == 0
            ? $"(SELECT {string.Join(", ", Enumerable.Repeat("NULL", Fields.Count))}, 0 WHERE false) AS t({names})"
            : $"(VALUES {string.Join(", ", rows)}) AS t({names})";
        return $"SELECT {string.Join(", ", columns)}, sequence FROM {values}";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
