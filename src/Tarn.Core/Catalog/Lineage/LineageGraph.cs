using Tarn.Common;

namespace Tarn.Catalog.Lineage;

/// <summary>Which columns and tables are made from which.</summary>
public sealed class LineageGraph
{
    private readonly ILookup<LineageNode, LineageEdge> _bySource;
    private readonly ILookup<LineageNode, LineageEdge> _byTarget;

    /// <param name="edges">In the order that searches give them.</param>
    /// <param name="columns">Columns of each table, in order.</param>
    public LineageGraph(
        IReadOnlyList<LineageEdge> edges, IReadOnlyDictionary<TableName, IReadOnlyList<string>> columns)
    {
        Edges = edges;
        Columns = columns;
        _bySource = edges.ToLookup(edge => edge.Source);
        _byTarget = edges.ToLookup(edge => edge.Target);
    }

    public IReadOnlyList<LineageEdge> Edges { get; }

    public IReadOnlyDictionary<TableName, IReadOnlyList<string>> Columns { get; }

    /// <summary>What a column, or a table with all its columns and rows, is made from, nearest first.</summary>
    /// <param name="distanceMax">How far to follow; null is to the end.</param>
    public IReadOnlyList<LineageStep> Up(LineageNode node, int? distanceMax) =>
        Follow(node, distanceMax, _byTarget, edge => edge.Source);

    /// <summary>
    /// What is made from it, nearest first. A column that decides about the rows of a table is told, but not what that
    /// table's columns are made into: that would be everything.
    /// </summary>
    /// <param name="distanceMax">How far to follow; null is to the end.</param>
    public IReadOnlyList<LineageStep> Down(LineageNode node, int? distanceMax) =>
        Follow(node, distanceMax, _bySource, edge => edge.Target);

    /// <summary>The tables that a table is made from directly, in order of name.</summary>
    public IReadOnlyList<TableName> Inputs(TableName table) =>
    [
        .. Edges.Where(edge => edge.Target.Table == table)
            .Select(edge => edge.Source.Table)
            .Distinct()
            .OrderBy(name => name.ToString(), StringComparer.Ordinal),
    ];

    private List<LineageStep> Follow(
        LineageNode start,
        int? distanceMax,
        ILookup<LineageNode, LineageEdge> edges,
        Func<LineageEdge, LineageNode> next)
    {
        List<LineageStep> steps = [];
        HashSet<LineageEdge> seen = [];
        IReadOnlyList<LineageNode> front = Start(start);
        for (int distance = 1; front.Count > 0 && distance <= (distanceMax ?? int.MaxValue); distance++)
        {
            LineageEdge[] found = [.. front.SelectMany(node => edges[node]).Where(seen.Add)];
            steps.AddRange(found.Select(edge => new LineageStep(distance, edge)));
            front = [.. found.Select(next).Distinct()];
        }

        return steps;
    }

    private IReadOnlyList<LineageNode> Start(LineageNode start) => start.Column is not null
        ? [start]
        :
        [
            .. Columns.GetValueOrDefault(start.Table, []).Select(column => new LineageNode(start.Table, column)),
            start,
        ];
}
