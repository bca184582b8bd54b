using Tarn.Observability;

namespace Tarn.Flows.Runs;

/// <summary>Tells of ends of workflows those who want to know how any work of the lake ends.</summary>
public sealed class WorkflowOutcomes(IWorkListener listener) : IWorkflowListener
{
    /// <inheritdoc/>
    public void Ended(WorkflowRun run) => listener.Ended(new WorkOutcome(
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
        run.Error));

    /// <summary>Says nothing: it has not ended.</summary>
    public void Late(WorkflowRun run)
    {
    }
}
