using Tarn.Observability;

namespace Tarn.Flows.Runs;

/// <summary>Tells of workflows those who want to know how any work of the lake goes.</summary>
public sealed class WorkflowOutcomes(IWorkListener listener) : IWorkflowListener
{
    /// <inheritdoc/>
    public void Ended(WorkflowRun run) => listener.Ended(Of(run));

    /// <inheritdoc/>
    public void Late(WorkflowRun run) => listener.Late(
        new WorkLateness(WorkSubject.Workflow, run.Workflow, run.Id, run.StartedAt));

    /// <summary>Of a run that has ended.</summary>
    public static WorkOutcome Of(WorkflowRun run) => new(
        WorkSubject.Workflow,
        run.Workflow,
        run.Id,
        run.State switch
        {
            WorkflowRunState.Succeeded => WorkResult.Succeeded,
            WorkflowRunState.Stopped => WorkResult.Stopped,
            _ => WorkResult.Failed,
        },
        run.StartedAt,
        run.EndedAt!.Value,
        run.Error);
}
