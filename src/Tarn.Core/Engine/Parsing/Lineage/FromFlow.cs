using System.Text.Json;

namespace Tarn.Engine.Parsing.Lineage;

/// <summary>What the relations of a FROM hold.</summary>
/// <param name="columnsOf">
/// Columns of a table by schema (null when the query names none) and name; null when unknown.
/// </param>
internal sealed class FromFlow(
    QueryFlow queries, ExpressionFlow expressions, Func<string?, string, IReadOnlyList<string>?> columnsOf)
{
    /// <param name="node">The FROM, or a part of it.</param>
    /// <param name="scope">
    /// Of the SELECT; its relations are those before this one, which a lateral one may name.
    /// </param>
    /// <param name="rows">Gets what decides about rows.</param>
    public IReadOnlyList<FlowRelation> Read(JsonElement node, FlowScope scope, ISet<LineageSource> rows)
    {
        string alias = node.Text("alias");
        string[] names = [.. node.Elements("column_name_alias").Select(name => name.GetString() ?? "")];
        return node.Text("type") switch
        {
            "BASE_TABLE" => [Table(node, scope, rows).Renamed(names)],
            "SUBQUERY" => [Subquery(node, alias, scope, rows).Renamed(names)],
            "TABLE_FUNCTION" => [Function(node, alias, scope).Renamed(names)],
            "EXPRESSION_LIST" => [Values(node, alias, scope).Renamed(names)],
            "JOIN" => Join(node, scope, rows),
            "PIVOT" => [Pivot(node, alias, scope, rows).Renamed(names)],
            _ => [],
        };
    }

    private FlowRelation Table(JsonElement node, FlowScope scope, ISet<LineageSource> rows)
    {
        (string schema, string table, string alias) =
            (node.Text("schema_name"), node.Text("table_name"), node.Text("alias"));
        if (schema.Length == 0 && scope.Ctes.TryGetValue(table, out FlowResult? cte))
        {
            rows.UnionWith(cte.Rows);
            return new FlowRelation("", alias.Length > 0 ? alias : table, cte.Columns);
        }

        string? named = schema.Length == 0 ? null : schema;
        IReadOnlyList<string>? columns = columnsOf(named, table);
        return new FlowRelation(
            alias.Length > 0 ? "" : schema,
            alias.Length > 0 ? alias : table,
            [.. (columns ?? []).Select(column => new FlowColumn(column, Source(column)))])
        {
            Others = columns is null ? Source : null,
        };

        Flow Source(string column) => Flow.Of(new SourceColumn(named, table, column));
    }

    private FlowRelation Subquery(JsonElement node, string alias, FlowScope scope, ISet<LineageSource> rows)
    {
        FlowResult result = queries.Read(node.GetProperty("subquery").GetProperty("node"), scope.Inner());
        rows.UnionWith(result.Rows);
        return new FlowRelation("", alias, result.Columns);
    }

    private FlowRelation Function(JsonElement node, string alias, FlowScope scope)
    {
        JsonElement function = node.GetProperty("function");
        Flow flow = expressions.Read(function, scope).Through(LineageKind.Transformation);
        return new FlowRelation("", alias.Length > 0 ? alias : function.Text("function_name"), [])
        {
            Others = _ => flow,
        };
    }

    private FlowRelation Values(JsonElement node, string alias, FlowScope scope)
    {
        Flow[][] lines =
        [
            .. node.Elements("values").Select(line => line.EnumerateArray()
                .Select(value => expressions.Read(value, scope))
                .ToArray()),
        ];
        int width = lines.Length == 0 ? 0 : lines.Max(line => line.Length);
        return new FlowRelation("", alias,
        [
            .. Enumerable.Range(0, width).Select(i => new FlowColumn(
                $"col{i}", Flow.Union(lines.Where(line => i < line.Length).Select(line => line[i])))),
        ]);
    }

    private IReadOnlyList<FlowRelation> Join(JsonElement node, FlowScope scope, ISet<LineageSource> rows)
    {
        IReadOnlyList<FlowRelation> left = Read(node.GetProperty("left"), scope, rows);
        FlowScope after = scope with { Relations = [.. scope.Relations, .. left] };
        IReadOnlyList<FlowRelation> right = Read(node.GetProperty("right"), after, rows);
        string[] merged = node.Text("ref_type") == "NATURAL"
            ? [.. Names(left).Intersect(Names(right), StringComparer.OrdinalIgnoreCase)]
            : [.. node.Elements("using_columns").Select(name => name.GetString() ?? "")];
        foreach (FlowRelation relation in left.Concat(right))
        {
            foreach (string column in merged)
            {
                rows.UnionWith((relation.Find(column) ?? Flow.None).Through(LineageKind.Join).Sources);
            }
        }

        IReadOnlyList<FlowRelation> joined =
            [.. left, .. right.Select(relation => relation with { Merged = [.. relation.Merged, .. merged] })];
        if (node.TryGetProperty("condition", out JsonElement condition))
        {
            FlowScope both = scope with { Relations = [.. scope.Relations, .. joined] };
            rows.UnionWith(expressions.Read(condition, both).Through(LineageKind.Join).Sources);
        }

        return node.Text("join_type") is "SEMI" or "ANTI" ? left : joined;
    }

    /// <summary>Columns that a pivot makes are named by values; each comes from all that it is made of.</summary>
    private FlowRelation Pivot(JsonElement node, string alias, FlowScope scope, ISet<LineageSource> rows)
    {
        IReadOnlyList<FlowRelation> source = Read(node.GetProperty("source"), scope, rows);
        FlowScope inner = scope with { Relations = source };
        Flow made = Flow.Union(node.Elements("aggregates").Concat(node.Elements("pivots"))
            .Select(part => expressions.Read(part, inner)));
        HashSet<SourceColumn> used = [.. made.Sources.Select(entry => entry.Column)];
        return new FlowRelation(
            "",
            alias,
            [
                .. source.SelectMany(relation => relation.Columns)
                    .Where(column => !column.Flow.Sources.Any(entry => used.Contains(entry.Column))),
            ])
        {
            Others = _ => made.Through(LineageKind.Aggregation),
        };
    }

    private static IEnumerable<string> Names(IReadOnlyList<FlowRelation> relations) =>
        relations.SelectMany(relation => relation.Columns).Select(column => column.Name);
}
