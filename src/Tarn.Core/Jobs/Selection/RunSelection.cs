using Tarn.Jobs.Extraction;

namespace Tarn.Jobs.Selection;

/// <summary>What a run does, in this order.</summary>
/// <param name="Feeds">Feeds of sources.</param>
/// <param name="Sources">Tables of sources, those of one source one after the other.</param>
/// <param name="Models">Models, each after those that it reads.</param>
public sealed record RunSelection(
    IReadOnlyList<FeedStep> Feeds, IReadOnlyList<SourceStep> Sources, IReadOnlyList<ModelDefinition> Models)
{
    /// <summary>The tables that are filled, and the feeds.</summary>
    public IReadOnlyList<string> Tables =>
    [
        .. Feeds.Select(step => step.Name.ToString()),
        .. Sources.Select(step => step.Into.ToString()),
        .. Models.Select(model => model.Table.ToString()),
    ];

    /// <summary>The jobs of the models; without models the names of the sources.</summary>
    public IReadOnlyList<string> Jobs => Models.Count > 0
        ? [.. Models.Select(model => model.Job).Distinct()]
        : [.. Feeds.Select(step => step.Source.Name).Concat(Sources.Select(step => step.Source.Name)).Distinct()];

    /// <summary>For people.</summary>
    public override string ToString() => Sources.Count + Feeds.Count == 0
        ? $"{Models.Count} models"
        : $"{Sources.Count + Feeds.Count} tables and feeds of sources and {Models.Count} models";
}
