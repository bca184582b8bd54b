using System.Globalization;

namespace Tarn.Queries.Plans;

/// <summary>A plan for people, line by line.</summary>
internal static class PlanText
{
    private const string Indent = "    ";

    public static IReadOnlyList<string> Of(QueryPlan plan)
    {
        List<string> lines = [];
        if (plan.Seconds is double seconds)
        {
            lines.Add(string.Create(
                CultureInfo.InvariantCulture, $"Took {Duration(seconds)}, read {plan.BytesRead ?? 0} bytes"));
        }

        AddNode(plan.Root, plan, "", lines);
        return lines;
    }

    /// <summary>What is known of one operator, without its children.</summary>
    public static IEnumerable<string> Facts(PlanNode node, QueryPlan plan)
    {
        foreach ((string name, string value) in node.Details)
        {
            yield return $"{name}: {value}";
        }

        if (plan.Tables.FirstOrDefault(table => table.Name == node.Table) is { } table)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Files: {table.FilesRead} of {table.FilesTotal}, {table.SizeBytes} bytes");
            if (table.Conditions.Count > 0)
            {
                yield return $"Files are chosen by: {string.Join(" OR ", table.Conditions)}";
            }
        }

        if (node.EstimatedRows is long estimated)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Estimated rows: {estimated}");
        }

        if (node is { Rows: long rows, Seconds: double seconds })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Rows: {rows}, time: {Duration(seconds)}");
        }
    }

    /// <summary>Its name, and what it reads.</summary>
    public static string Title(PlanNode node) => node.Table is null ? node.Operator : $"{node.Operator} {node.Table}";

    private static void AddNode(PlanNode node, QueryPlan plan, string indent, List<string> lines)
    {
        lines.Add($"{indent}- {Title(node)}");
        lines.AddRange(Facts(node, plan).Select(fact => $"{indent}{Indent}  {fact}"));
        foreach (PlanNode child in node.Children)
        {
            AddNode(child, plan, indent + Indent, lines);
        }
    }

    private static string Duration(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.###} ms");
}
