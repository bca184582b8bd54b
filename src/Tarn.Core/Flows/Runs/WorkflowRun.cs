using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs;

/// <summary>One run of a workflow; also the document that is kept of it (docs/formats/flows.md).</summary>
public sealed record WorkflowRun
{
    /// <summary>Sortable by time.</summary>
    public required string Id { get; init; }

    public required string Workflow { get; init; }

    /// <summary>The run that this one takes up again; null when it does not.</summary>
    public string? PreviousId { get; init; }

    /// <summary>Who started it: a schedule, a trigger, another run; null: somebody did.</summary>
    public string? StartedBy { get; init; }

    public required WorkflowRunState State { get; init; }

    /// <summary>As it was when the run was started.</summary>
    public required WorkflowDefinition Definition { get; init; }

    /// <summary>Values by name: the parameters, and what clients add while it runs.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Those that have begun or were skipped, by name.</summary>
    public IReadOnlyDictionary<string, StepRun> Steps { get; init; } = new Dictionary<string, StepRun>();

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its schedule had it begin; null: nothing had.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it got its place; null while it is queued.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it was told that the run is late.</summary>
    public bool IsLate { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; init; }

    public bool HasEnded => State
        is not (WorkflowRunState.Queued or WorkflowRunState.Running or WorkflowRunState.Stopping);
}
