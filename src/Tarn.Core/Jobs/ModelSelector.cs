using System.IO.Enumeration;
using Tarn.Common;
using Tarn.Jobs.Extraction;

namespace Tarn.Jobs;

/// <summary>
/// Picks models by the selection syntax of dbt: <c>+name+</c>, <c>tag:x</c>, <c>job:x</c>, wildcards;
/// tables that sources fill by name or as <c>source:x</c>.
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

        IReadOnlySet<TableName> picked = Pick(models, [], [], selections);
        return [.. models.Where(model => picked.Contains(model.Table))];
    }

    /// <summary>The tables selected, of models and of sources; with <c>+name</c> all that are read too.</summary>
    /// <param name="models">All models, in dependency order.</param>
    /// <param name="sources">All tables of sources; picked by the table that they fill, or as <c>source:x</c>.</param>
    /// <param name="feeds">All feeds of sources; picked by name, or as <c>source:x</c>.</param>
    /// <param name="selections">Each picks some; together they pick the union.</param>
    /// <exception cref="TarnException">TN1003: a selection picks nothing.</exception>
    internal static IReadOnlySet<TableName> Pick(
        IReadOnlyList<ModelDefinition> models,
        IReadOnlyList<SourceStep> sources,
        IReadOnlyList<FeedStep> feeds,
        IEnumerable<string> selections)
    {
        (string Source, TableName Name)[] origins =
        [
            .. sources.Select(step => (step.Source.Name, step.Into)),
            .. feeds.Select(step => (step.Source.Name, step.Name)),
        ];
        HashSet<TableName> picked = [];
        foreach (string selection in selections)
        {
            picked.UnionWith(Pick(models, origins, selection));
        }

        return picked;
    }

    private static HashSet<TableName> Pick(
        IReadOnlyList<ModelDefinition> models, (string Source, TableName Name)[] origins, string selection)
    {
        string name = selection.TrimStart('+').TrimEnd('+');
        HashSet<TableName> picked =
        [
            .. models.Where(model => Fits(model, name)).Select(model => model.Table),
            .. origins.Where(origin => Fits(origin.Source, origin.Name, name)).Select(origin => origin.Name),
        ];
        if (picked.Count == 0)
        {
            IEnumerable<TableName> known =
                models.Select(model => model.Table).Concat(origins.Select(origin => origin.Name));
            throw new TarnException(ErrorCodes.UnknownName, $"the selection '{selection}' picks no model")
            {
                Hint = Suggestion.DidYouMean(name, known.Select(table => table.ToString()))
                    ?? "'tarn ls models' lists those there are",
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

        return FitsName(model.Table, name);
    }

    private static bool Fits(string source, TableName table, string name) =>
        name.StartsWith("source:", StringComparison.Ordinal)
            ? string.Equals(source, name[7..], StringComparison.OrdinalIgnoreCase)
            : FitsName(table, name);

    private static bool FitsName(TableName table, string name)
    {
        string pattern = name.ToLowerInvariant();
        return FileSystemName.MatchesSimpleExpression(pattern, table.ToString())
            || FileSystemName.MatchesSimpleExpression(pattern, table.Table);
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
