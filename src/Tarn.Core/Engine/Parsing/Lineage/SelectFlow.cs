using System.Text.Json;

namespace Tarn.Engine.Parsing.Lineage;

/// <summary>Follows columns through one SELECT.</summary>
internal sealed class SelectFlow(ExpressionFlow expressions, FromFlow froms)
{
    public FlowResult Read(JsonElement node, FlowScope scope)
    {
        HashSet<LineageSource> rows = [];
        if (node.TryGetProperty("from_table", out JsonElement from))
        {
            scope = scope with { Relations = froms.Read(from, scope with { Relations = [] }, rows) };
        }

        List<FlowColumn> columns = [];
        foreach (JsonElement expression in node.Elements("select_list"))
        {
            columns.AddRange(ReadItem(expression, scope with { Aliases = columns }));
        }

        scope = scope with { Aliases = columns };
        foreach (string condition in (string[])["where_clause", "having", "qualify"])
        {
            if (node.TryGetProperty(condition, out JsonElement expression))
            {
                rows.UnionWith(expressions.Read(expression, scope).Through(LineageKind.Filter).Sources);
            }
        }

        rows.UnionWith(Groups(node, columns, scope).SelectMany(flow => flow.Through(LineageKind.GroupBy).Sources));
        rows.UnionWith(Modifiers.Of(node, columns, scope, expressions));
        return new FlowResult(columns, [.. rows]);
    }

    private IEnumerable<FlowColumn> ReadItem(JsonElement item, FlowScope scope)
    {
        string alias = item.Text("alias");
        if (item.HasClass("STAR"))
        {
            return StarColumns.Of(item, scope, expressions)
                .Select(column => alias.Length > 0 ? column with { Name = alias } : column);
        }

        if (StarColumns.Find(item) is JsonElement star)
        {
            return StarColumns.Of(star, scope, expressions).Select(column => new FlowColumn(
                alias.Length > 0 ? alias : column.Name,
                expressions.Read(item, scope with { Star = column.Flow })));
        }

        string name = alias.Length > 0 ? alias : item.ColumnNames().LastOrDefault("");
        return [new FlowColumn(name, expressions.Read(item, scope))];
    }

    /// <summary>GROUP BY ALL groups by each column that is no aggregate.</summary>
    private IEnumerable<Flow> Groups(JsonElement node, List<FlowColumn> columns, FlowScope scope) =>
        node.Text("aggregate_handling") == "FORCE_AGGREGATES"
            ? columns.Select(column => column.Flow)
                .Where(flow => flow.Sources.All(source => source.Kind != LineageKind.Aggregation))
            : node.Elements("group_expressions")
                .Select(expression => Modifiers.Target(expression, columns, scope, expressions));
}
