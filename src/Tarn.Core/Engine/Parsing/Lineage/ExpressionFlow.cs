using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tarn.Engine.Parsing.Lineage;

/// <summary>What the value of an expression comes from.</summary>
/// <param name="aggregates">Names of aggregate functions, in lower case.</param>
internal sealed class ExpressionFlow(QueryFlow queries, IReadOnlySet<string> aggregates)
{
    public Flow Read(JsonElement node, FlowScope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return node.Text("class") switch
        {
            "COLUMN_REF" => scope.Resolve(node.ColumnNames()),
            "STAR" => scope.Star
                ?? Flow.Union(StarColumns.Of(node, scope, this).Select(column => column.Flow)),
            "FUNCTION" => ReadFunction(node, scope),
            "WINDOW" => ReadWindow(node, scope),
            "CASE" => ReadCase(node, scope),
            "SUBQUERY" => ReadSubquery(node, scope),
            "LAMBDA" => ReadLambda(node, scope),
            _ => Children(node, scope).Through(LineageKind.Transformation),
        };
    }

    private Flow ReadFunction(JsonElement node, FlowScope scope)
    {
        bool isAggregate = aggregates.Contains(node.Text("function_name").ToLowerInvariant());
        Flow values = ReadAll(node.Elements("children"), scope)
            .Through(isAggregate ? LineageKind.Aggregation : LineageKind.Transformation);
        return Flow.Union(
        [
            values,
            ReadPart(node, "filter", scope).Through(LineageKind.Conditional),
            ReadPart(node, "order_bys", scope).Through(LineageKind.Sort),
        ]);
    }

    private Flow ReadWindow(JsonElement node, FlowScope scope)
    {
        bool isAggregate = node.HasType("WINDOW_AGGREGATE");
        Flow values = Flow.Union(
        [
            ReadAll(node.Elements("children"), scope),
            ReadPart(node, "offset_expr", scope),
            ReadPart(node, "default_expr", scope),
        ]);
        Flow window = Flow.Union(
        [
            ReadAll(node.Elements("partitions"), scope),
            ReadPart(node, "orders", scope),
            ReadPart(node, "arg_orders", scope),
            ReadPart(node, "start_expr", scope),
            ReadPart(node, "end_expr", scope),
        ]);
        return Flow.Union(
        [
            values.Through(isAggregate ? LineageKind.Aggregation : LineageKind.Transformation),
            window.Through(LineageKind.Window),
            ReadPart(node, "filter_expr", scope).Through(LineageKind.Conditional),
        ]);
    }

    private Flow ReadCase(JsonElement node, FlowScope scope)
    {
        List<Flow> flows = [];
        foreach (JsonElement check in node.Elements("case_checks"))
        {
            flows.Add(ReadPart(check, "when_expr", scope).Through(LineageKind.Conditional));
            flows.Add(ReadPart(check, "then_expr", scope).Through(LineageKind.Transformation));
        }

        flows.Add(ReadPart(node, "else_expr", scope).Through(LineageKind.Transformation));
        return Flow.Union(flows);
    }

    /// <summary>What decides about the rows of the query inside decides about this value.</summary>
    private Flow ReadSubquery(JsonElement node, FlowScope scope)
    {
        FlowResult result = queries.Read(node.GetProperty("subquery").GetProperty("node"), scope.Inner());
        bool isValue = node.Text("subquery_type") == "SCALAR";
        LineageKind kind = isValue ? LineageKind.Transformation : LineageKind.Conditional;
        IEnumerable<Flow> columns = node.Text("subquery_type") == "EXISTS"
            ? []
            : result.Columns.Select(column => column.Flow);
        return Flow.Union(
        [
            .. columns.Select(flow => flow.Through(kind)),
            ReadPart(node, "child", scope).Through(LineageKind.Conditional),
            new Flow([.. result.OrderedRows]),
        ]);
    }

    private Flow ReadLambda(JsonElement node, FlowScope scope)
    {
        IEnumerable<string> names = node.TryGetProperty("lhs", out JsonElement parameters)
            ? NamesIn(parameters)
            : [];
        return ReadPart(node, "expr", scope with { Parameters = scope.Parameters.Union(names) });
    }

    private static IEnumerable<string> NamesIn(JsonElement parameters) =>
        parameters.ColumnNames() is [string name]
            ? [name]
            : parameters.Elements("children").SelectMany(NamesIn);

    private Flow ReadAll(IEnumerable<JsonElement> nodes, FlowScope scope) =>
        Flow.Union(nodes.Select(node => Read(node, scope)));

    /// <summary>A part that may be an expression, several, or something that holds them.</summary>
    private Flow ReadPart(JsonElement node, string name, FlowScope scope) =>
        node.TryGetProperty(name, out JsonElement part) ? ReadAny(part, scope) : Flow.None;

    private Flow ReadAny(JsonElement part, FlowScope scope) => part.ValueKind switch
    {
        JsonValueKind.Array => Flow.Union(part.EnumerateArray().Select(element => ReadAny(element, scope))),
        JsonValueKind.Object => part.Has("class") ? Read(part, scope) : Children(part, scope),
        _ => Flow.None,
    };

    private Flow Children(JsonElement node, FlowScope scope) =>
        Flow.Union(node.EnumerateObject().Select(property => ReadAny(property.Value, scope)));
}
