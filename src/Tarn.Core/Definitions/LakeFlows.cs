using Tarn.Flows;
using Tarn.Flows.Schedules;

namespace Tarn.Definitions;

/// <summary>What the files of workflows/ define.</summary>
public sealed record LakeFlows
{
    /// <summary>Workflows and triggers.</summary>
    public FlowDefinitions Graphs { get; init; } = FlowDefinitions.None;

    /// <summary>The schedules of workflows, in order of name.</summary>
    public IReadOnlyList<ScheduleDefinition> Schedules { get; init; } = [];
}
