using Tarn.Flows.Graphs;

namespace Tarn.Flows;

/// <summary>The workflows and triggers that files of a lake define.</summary>
public sealed record FlowDefinitions
{
    public static FlowDefinitions None { get; } = new();

    /// <summary>In order of name.</summary>
    public IReadOnlyList<WorkflowDefinition> Workflows { get; init; } = [];

    /// <summary>In order of name; also those that workflows have.</summary>
    public IReadOnlyList<Trigger> Triggers { get; init; } = [];
}
