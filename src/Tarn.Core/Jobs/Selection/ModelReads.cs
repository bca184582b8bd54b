using Tarn.Common;

namespace Tarn.Jobs.Selection;

/// <summary>What models read, through views too.</summary>
/// <param name="models">All of the lake.</param>
internal sealed class ModelReads(IEnumerable<ModelDefinition> models)
{
    private readonly Dictionary<TableName, ModelDefinition> _views = models
        .Where(model => model.Materialized == Materialization.View)
        .ToDictionary(model => model.Table);

    /// <summary>The tables that a model reads, and those behind views that it reads.</summary>
    public IReadOnlySet<TableName> Of(ModelDefinition model)
    {
        HashSet<TableName> read = [];
        Stack<TableName> left = new(model.Inputs);
        while (left.TryPop(out TableName? table))
        {
            if (read.Add(table) && _views.TryGetValue(table, out ModelDefinition? view))
            {
                foreach (TableName input in view.Inputs)
                {
                    left.Push(input);
                }
            }
        }

        return read;
    }
}
