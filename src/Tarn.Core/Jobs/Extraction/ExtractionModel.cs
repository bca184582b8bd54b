using Tarn.Jobs.Inputs;
using Tarn.Sources;
using Tarn.Sources.Reading;

namespace Tarn.Jobs.Extraction;

/// <summary>
/// A table of a source as the model that would fill it from the extracted rows, so that both are written and published
/// in one way.
/// </summary>
internal static class ExtractionModel
{
    /// <param name="sql">SELECT of the rows with <see cref="ChangeFields"/>; only a merge runs it.</param>
    /// <param name="key">The key as the rows write its columns.</param>
    public static ModelDefinition Of(SourceStep step, bool isWhole, string sql, IReadOnlyList<string> key)
    {
        bool isMerge = step.Table.Strategy == SourceStrategy.Merge && !isWhole;
        return new ModelDefinition
        {
            Table = step.Into,
            Job = step.Source.Name,
            Description = $"{step.Table.Name} of source {step.Source.Name}",
            Materialized = isWhole ? Materialization.Table : Materialization.Incremental,
            Strategy = isMerge ? Strategy.Merge : Strategy.Append,
            UniqueKey = isMerge ? key : [],
            DeletedWhen = isMerge ? $"{ChangeFields.Change} = '{ChangeFields.Delete}'" : null,
            Sql = sql,
            SqlStart = step.Table.Place,
            Inputs = [],
        };
    }

    public static InputPlan PlanOf(ExtractionPlan plan, bool isWhole) => new()
    {
        IsUpToDate = false,
        Rebuilds = isWhole,
        Target = plan.Target,
        Inputs = [],
        Current = plan.Current,
        NewFiles = [],
        Fingerprint = plan.DefinitionHash,
        DefinitionHash = plan.DefinitionHash,
    };

    /// <summary>Whether the extracted rows take the place of all that the table has.</summary>
    public static bool IsWhole(ExtractionPlan plan, SourceExtraction extraction) =>
        extraction.IsWhole || plan.Target is null;
}
