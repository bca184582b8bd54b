namespace Tarn.Flows.Runs;

/// <summary>Wants to know of runs of workflows. It must be quick, and must not throw.</summary>
public interface IWorkflowListener
{
    /// <summary>A run has ended, and that is kept.</summary>
    void Ended(WorkflowRun run);

    /// <summary>A run has not ended by the time that its workflow gives it. Told once.</summary>
    void Late(WorkflowRun run);
}
