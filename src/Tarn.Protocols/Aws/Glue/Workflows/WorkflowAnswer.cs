using Tarn.Protocols.Aws.Glue.Triggers;

namespace Tarn.Protocols.Aws.Glue.Workflows;

/// <summary>A workflow as clients get it.</summary>
internal sealed record WorkflowAnswer : WorkflowInput
{
    public DateTimeOffset? CreatedOn { get; init; }

    public DateTimeOffset? LastModifiedOn { get; init; }

    public WorkflowGraph? Graph { get; init; }
}

internal sealed record WorkflowGraph(IReadOnlyList<WorkflowNode> Nodes, IReadOnlyList<WorkflowEdge> Edges);

/// <summary>A trigger, or something that one starts or waits for.</summary>
internal sealed record WorkflowNode
{
    /// <summary>TRIGGER, JOB or CRAWLER.</summary>
    public required string Type { get; init; }

    public required string Name { get; init; }

    public required string UniqueId { get; init; }

    public TriggerNode? TriggerDetails { get; init; }
}

internal sealed record TriggerNode(TriggerAnswer Trigger);

/// <summary>What comes after what.</summary>
internal sealed record WorkflowEdge(string SourceId, string DestinationId);
