using Tarn.Jobs.Extraction;

namespace Tarn.Jobs.Selection;

/// <summary>What a run does, in this order.</summary>
/// <param name="Sources">Tables of sources, those of one source one after the other.</param>
/// <param name="Models">Models, each after those that it reads.</param>
public sealed record RunSelection(IReadOnlyList<SourceStep> Sources, IReadOnlyList<ModelDefinition> Models)
{
    /// <summary>The tables that are filled.</summary>
    public IReadOnlyList<string> Tables =>
        [.. Sources.Select(step => step.Into.ToString()), .. Models.Select(model => model.Table.ToString())];

    /// <summary>For people.</summary>
    public override string ToString() => Sources.Count == 0
        ? $"{Models.Count} models"
        : $"{Sources.Count} tables of sources and {Models.Count} models";
}
