using Tarn.Common;

namespace Tarn.Definitions.Binding;

/// <summary>
/// Puts models into an order in which each comes after what it needs, by name where that leaves a choice.
/// </summary>
internal sealed class ModelGraph(IEnumerable<ModelNode> nodes, BindingContext context)
{
    private readonly Dictionary<TableName, ModelNode> _nodes = nodes.ToDictionary(node => node.Model.Table);

    /// <summary>The order; what is on a cycle, or behind one, is left out and the cycle reported.</summary>
    public IReadOnlyList<ModelNode> InOrder()
    {
        Dictionary<TableName, List<TableName>> readers = new();
        Dictionary<TableName, int> openNeeds = new();
        foreach (ModelNode node in _nodes.Values)
        {
            TableName[] needs = [.. NeededModels(node)];
            openNeeds[node.Model.Table] = needs.Length;
            foreach (TableName need in needs)
            {
                readers.TryAdd(need, []);
                readers[need].Add(node.Model.Table);
            }
        }

        SortedSet<TableName> ready = new(openNeeds.Where(pair => pair.Value == 0).Select(pair => pair.Key), ByName);
        List<ModelNode> order = [];
        while (ready.Min is { } next)
        {
            ready.Remove(next);
            openNeeds.Remove(next);
            order.Add(_nodes[next]);
            foreach (TableName reader in readers.GetValueOrDefault(next, []).Where(reader => --openNeeds[reader] == 0))
            {
                ready.Add(reader);
            }
        }

        ReportCycles([.. openNeeds.Keys.Order(ByName)]);
        return order;
    }

    private static Comparer<TableName> ByName { get; } =
        Comparer<TableName>.Create((left, right) => string.CompareOrdinal(left.ToString(), right.ToString()));

    private IEnumerable<TableName> NeededModels(ModelNode node) =>
        node.Needs.Select(need => need.Name).Where(_nodes.ContainsKey).Distinct();

    /// <summary>Walks in depth over what is left; meeting a model of the path walked closes a cycle.</summary>
    private void ReportCycles(IReadOnlyCollection<TableName> leftOver)
    {
        Dictionary<TableName, Queue<TableName>> unwalked = leftOver.ToDictionary(
            table => table,
            table => new Queue<TableName>(NeededModels(_nodes[table]).Order(ByName)));
        HashSet<TableName> walked = [];
        foreach (TableName start in leftOver)
        {
            List<TableName> path = walked.Add(start) ? [start] : [];
            while (path.Count > 0)
            {
                if (!unwalked[path[^1]].TryDequeue(out TableName? need))
                {
                    path.RemoveAt(path.Count - 1);
                }
                else if (path.IndexOf(need) is >= 0 and int first)
                {
                    ReportCycle(path[first..]);
                }
                else if (unwalked.ContainsKey(need) && walked.Add(need))
                {
                    path.Add(need);
                }
            }
        }
    }

    private void ReportCycle(List<TableName> cycle)
    {
        int smallest = cycle.IndexOf(cycle.Min(ByName)!);
        List<TableName> path = [.. cycle[smallest..], .. cycle[..smallest], cycle[smallest]];
        SourceLocation place = _nodes[path[0]].Needs.First(need => need.Name == path[1]).Place;
        string text = string.Join(" → ", path.Select(table => table.ToString()));
        context.Diagnostics.Error(
            ErrorCodes.ModelCycle,
            place,
            cycle.Count == 1 ? $"model reads its own table: {text}" : $"models read each other in a circle: {text}",
            "the circle starts here",
            "→ means 'reads'; break the circle by removing one of these");
    }
}
