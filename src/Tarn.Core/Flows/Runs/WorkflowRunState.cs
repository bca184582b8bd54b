namespace Tarn.Flows.Runs;

/// <summary>How far a run of a workflow is. Persisted by name.</summary>
public enum WorkflowRunState
{
    /// <summary>It waits for a place.</summary>
    Queued,
    Running,

    /// <summary>It was told to stop and has not ended yet.</summary>
    Stopping,
    Succeeded,
    Failed,
    Stopped,

    /// <summary>It took longer than it may.</summary>
    TimedOut,
}
