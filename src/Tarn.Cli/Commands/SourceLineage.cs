using Tarn.Catalog.Lineage;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Extraction;

namespace Tarn.Cli.Commands;

/// <summary>The sources at the beginning of a table's or column's lineage.</summary>
internal static class SourceLineage
{
    /// <param name="steps">What the node is made from.</param>
    /// <param name="depth">How far to follow; null is to the end.</param>
    public static IEnumerable<object?[]> Rows(
        LakeHost lake, LineageNode node, IReadOnlyList<LineageStep> steps, int? depth)
    {
        Dictionary<TableName, int> distances = new() { [node.Table] = 0 };
        foreach (LineageStep step in steps)
        {
            distances.TryAdd(step.Edge.Source.Table, step.Distance);
        }

        return SourceStep.Of(lake.Definition.Sources)
            .Where(step => distances.TryGetValue(step.Into, out int distance) && distance < (depth ?? int.MaxValue))
            .Select(step => new object?[]
            {
                "up", distances[step.Into] + 1, step.Origin, $"{step.Into} (rows)", "extraction",
            });
    }
}
