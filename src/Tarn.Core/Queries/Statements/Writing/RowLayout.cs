using Tarn.Catalog.Entries;
using Tarn.Catalog.Partitions;
using Tarn.Catalog.Types;
using Tarn.Engine;

namespace Tarn.Queries.Statements.Writing;

/// <summary>What the files that get the rows of a query look like.</summary>
/// <param name="Columns">Of the files, in order.</param>
/// <param name="Keys">Partition keys, whose values are in the names of directories.</param>
/// <param name="Given">Those of both that the query gives, by place; the others are null.</param>
/// <param name="Form">Of the files.</param>
internal sealed record RowLayout(
    IReadOnlyList<ColumnEntry> Columns,
    IReadOnlyList<ColumnEntry> Keys,
    IReadOnlyList<ColumnEntry> Given,
    FileForm Form)
{
    /// <summary>Names of the columns that COPY partitions by: the values of the keys as text.</summary>
    public IReadOnlyList<string> KeyNames => [.. Keys.Select((_, place) => $"tarn_key_{place}")];

    /// <summary>SQL around the query that gives what COPY writes.</summary>
    public SqlAround Around()
    {
        IEnumerable<string> columns = Columns.Select(column => $"{Value(column)} AS {SqlText.Identifier(column.Name)}");
        IEnumerable<string> keys = Keys.Select((key, place) => $"{KeyText(key)} AS {KeyNames[place]}");
        string given = SqlText.List(Given.Select((_, place) => $"tarn_{place}"));
        string order = Keys.Count == 0 ? "" : $" ORDER BY {SqlText.List(KeyNames)}";
        SqlAround casting = new($"SELECT {SqlText.List(columns.Concat(keys))} FROM (", $") AS given({given})");
        return new SqlAround("", order).Around(Form.Around(Columns, KeyNames).Around(casting));
    }

    private string Value(ColumnEntry column)
    {
        int place = Given.ToList().IndexOf(column);
        return $"CAST({(place < 0 ? "NULL" : $"tarn_{place}")} AS {HiveType.Parse(column.Type).EngineType})";
    }

    /// <summary>Hive has one directory for null, the empty text and its own name of null.</summary>
    private string KeyText(ColumnEntry key) =>
        $"nullif(nullif(CAST({Value(key)} AS VARCHAR), ''), {SqlText.Literal(HiveNames.Null)})";
}
