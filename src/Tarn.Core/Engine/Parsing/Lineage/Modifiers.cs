using System.Globalization;
using System.Text.Json;

namespace Tarn.Engine.Parsing.Lineage;

/// <summary>What ORDER BY and DISTINCT ON make rows depend on.</summary>
internal static class Modifiers
{
    public static IEnumerable<LineageSource> Of(
        JsonElement node, IReadOnlyList<FlowColumn> columns, FlowScope scope, ExpressionFlow expressions)
    {
        foreach (JsonElement modifier in node.Elements("modifiers"))
        {
            IEnumerable<Flow> flows =
            [
                .. modifier.Elements("orders").Select(order =>
                    Target(order.GetProperty("expression"), columns, scope, expressions).Through(LineageKind.Sort)),
                .. modifier.Elements("distinct_on_targets").Select(target =>
                    Target(target, columns, scope, expressions).Through(LineageKind.GroupBy)),
            ];
            foreach (LineageSource source in flows.SelectMany(flow => flow.Sources))
            {
                yield return source;
            }
        }
    }

    /// <summary>A number means the column at that place, from 1.</summary>
    public static Flow Target(
        JsonElement expression, IReadOnlyList<FlowColumn> columns, FlowScope scope, ExpressionFlow expressions) =>
        expression.HasType("VALUE_CONSTANT")
        && expression.TryGetProperty("value", out JsonElement constant)
        && constant.TryGetProperty("value", out JsonElement value)
        && int.TryParse(value.GetRawText(), CultureInfo.InvariantCulture, out int place)
            ? place >= 1 && place <= columns.Count ? columns[place - 1].Flow : Flow.None
            : expressions.Read(expression, scope);
}
