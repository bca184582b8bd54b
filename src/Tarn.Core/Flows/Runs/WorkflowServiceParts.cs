using Tarn.Common;
using Tarn.Flows.Graphs;
using Tarn.State;

namespace Tarn.Flows.Runs;

/// <summary>What a <see cref="WorkflowService"/> is made of.</summary>
public sealed record WorkflowServiceParts
{
    /// <summary>Has the workflows.</summary>
    public required IWorkflowGraphs Graphs { get; init; }

    public required DocumentStore Documents { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required IIdSource IdSource { get; init; }

    /// <summary>Makes delays differ.</summary>
    public required Random Random { get; init; }

    /// <summary>Told of what cannot be kept.</summary>
    public required Action<TarnException> Failed { get; init; }
}
