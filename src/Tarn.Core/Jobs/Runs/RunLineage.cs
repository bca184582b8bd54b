using Tarn.Catalog.Lineage;
using Tarn.Common;
using Tarn.Engine.Parsing.Lineage;

namespace Tarn.Jobs.Runs;

/// <summary>
/// Which columns were made from which in one run, as the SQL was then; also the document that is kept of it.
/// </summary>
public sealed record RunLineage
{
    /// <summary>Columns of the tables that were written or read, as far as they were known.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Tables { get; init; }

    public required IReadOnlyList<Edge> Edges { get; init; }

    /// <param name="graph">Has them all.</param>
    /// <param name="isKept">Whether what a table is made from belongs to the run.</param>
    public static RunLineage Of(LineageGraph graph, Func<TableName, bool> isKept)
    {
        LineageEdge[] edges = [.. graph.Edges.Where(edge => isKept(edge.Target.Table))];
        return new RunLineage
        {
            Tables = edges.SelectMany(edge => (TableName[])[edge.Source.Table, edge.Target.Table])
                .Distinct()
                .OrderBy(table => table.ToString(), StringComparer.Ordinal)
                .ToDictionary(table => table.ToString(), table => graph.Columns.GetValueOrDefault(table, [])),
            Edges = [.. edges.Select(edge => new Edge(edge.Source.ToString(), edge.Target.ToString(), edge.Kind))],
        };
    }

    public LineageGraph ToGraph() => new(
        [.. Edges.Select(edge => new LineageEdge(Node(edge.Source), Node(edge.Target), edge.Kind))],
        Tables.ToDictionary(table => TableName.Parse(table.Key), table => table.Value));

    /// <summary>The column's own name may have dots.</summary>
    private static LineageNode Node(string text)
    {
        string[] parts = text.Split('.', 3);
        return new LineageNode(TableName.Parse($"{parts[0]}.{parts[1]}"), parts.Length < 3 ? null : parts[2]);
    }

    /// <param name="Source"><c>database.table.column</c>.</param>
    /// <param name="Target">The same; <c>database.table</c> for the table's rows.</param>
    /// <param name="Kind">The part that the source played.</param>
    public sealed record Edge(string Source, string Target, LineageKind Kind);
}
