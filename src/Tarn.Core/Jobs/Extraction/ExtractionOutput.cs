using Tarn.Jobs.Execution;
using Tarn.Jobs.Inputs;

namespace Tarn.Jobs.Extraction;

/// <summary>Extracted rows as they are to be published.</summary>
/// <param name="Model">A model that would write the same: it says how the commit is made.</param>
/// <param name="Plan">What of the table the rows take the place of.</param>
/// <param name="Output">The files.</param>
internal sealed record ExtractionOutput(ModelDefinition Model, InputPlan Plan, StepOutput Output)
{
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether the table stays as it is.</summary>
    public bool IsEmpty => !Plan.Rebuilds
        && Output.Written.Count == 0 && Output.Quarantined.Count == 0 && Output.RowsDeleted == 0;
}
