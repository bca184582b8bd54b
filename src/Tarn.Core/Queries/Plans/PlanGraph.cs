using System.Globalization;

namespace Tarn.Queries.Plans;

/// <summary>A plan in the language of Graphviz, line by line.</summary>
internal static class PlanGraph
{
    public static IReadOnlyList<string> Of(QueryPlan plan)
    {
        List<string> lines = ["digraph plan {", "  node [shape=box];"];
        int count = 0;
        AddNode(plan.Root, plan, lines, ref count);
        lines.Add("}");
        return lines;
    }

    private static int AddNode(PlanNode node, QueryPlan plan, List<string> lines, ref int count)
    {
        int number = count++;
        string label = string.Join(
            "\\n", PlanText.Facts(node, plan).Prepend(PlanText.Title(node)).Select(Escaped));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"  n{number} [label=\"{label}\"];"));
        foreach (PlanNode child in node.Children)
        {
            int from = AddNode(child, plan, lines, ref count);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  n{from} -> n{number};"));
        }

        return number;
    }

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", " ", StringComparison.Ordinal);
}
