using System.IO.Enumeration;
using Tarn.Common;

namespace Tarn.Jobs;

/// <summary>
/// Picks models by the selection syntax of dbt: <c>+name+</c>, <c>tag:x</c>, <c>job:x</c>, wildcards.
/// </summary>
public static class ModelSelector
{
    /// <summary>The selected models in their given order.</summary>
    /// <param name="models">All models, in dependency order.</param>
    /// <param name="selections">Each picks some; together they pick the union. None picks all.</param>
    /// <exception cref="TarnException">TN1003: a selection picks nothing.</exception>
    public static IReadOnlyList<ModelDefinition> Select(
        IReadOnlyList<ModelDefinition> models, IReadOnlyList<string> selections)
    {
        if (selections.Count == 0)
        {
            return models;
        }

        HashSet<TableName> picked = [];
        foreach (string selection in selections)
        {
            picked.UnionWith(Pick(models, selection));
        }

        return [.. models.Where(model => picked.Contains(model.Table))];
    }

    private static HashSet<TableName> Pick(IReadOnlyList<ModelDefinition> models, string selection)
    {
        string name = selection.TrimStart('+').TrimEnd('+');
        HashSet<TableName> picked = [.. models.Where(model => Fits(model, name)).Select(model => model.Table)];
        if (picked.Count == 0)
        {
            string? nearest = Suggestion.Nearest(name, models.Select(model => model.Table.ToString()));
            throw new TarnException(ErrorCodes.UnknownName, $"the selection '{selection}' picks no model")
            {
                Hint = nearest is null ? "'tarn ls models' lists those there are" : $"did you mean '{nearest}'?",
            };
        }

        HashSet<TableName> all = [.. picked];
        if (selection.StartsWith('+'))
        {
            AddUpstream(models, all);
        }

        if (selection.EndsWith('+'))
        {
            HashSet<TableName> downstream = [.. picked];
            AddDownstream(models, downstream);
            all.UnionWith(downstream);
        }

        return all;
    }

    private static bool Fits(ModelDefinition model, string name)
    {
        if (name.StartsWith("tag:", StringComparison.Ordinal))
        {
            return model.Tags.Contains(name[4..], StringComparer.OrdinalIgnoreCase);
        }

        if (name.StartsWith("job:", StringComparison.Ordinal))
        {
            return string.Equals(model.Job, name[4..], StringComparison.OrdinalIgnoreCase);
        }

        string pattern = name.ToLowerInvariant();
        return FileSystemName.MatchesSimpleExpression(pattern, model.Table.ToString())
            || FileSystemName.MatchesSimpleExpression(pattern, model.Table.Table);
    }

    /// <summary>Models come in dependency order, so one pass backwards reaches everything that is read.</summary>
    private static void AddUpstream(IReadOnlyList<ModelDefinition> models, HashSet<TableName> picked)
    {
        foreach (ModelDefinition model in models.Reverse())
        {
            if (picked.Contains(model.Table))
            {
                picked.UnionWith(model.Inputs);
            }
        }
    }

    private static void AddDownstream(IReadOnlyList<ModelDefinition> models, HashSet<TableName> picked)
    {
        foreach (ModelDefinition model in models)
        {
            if (model.Inputs.Any(picked.Contains))
            {
                picked.Add(model.Table);
            }
        }
    }
}
