namespace Tarn.Jobs.Background;

/// <summary>How far a run of a job is. Persisted by name.</summary>
public enum JobRunState
{
    /// <summary>It waits for another run to end.</summary>
    Waiting,
    Running,

    /// <summary>It was told to stop and has not ended yet.</summary>
    Stopping,
    Stopped,
    Succeeded,
    Failed,

    /// <summary>It took longer than it may.</summary>
    TimedOut,

    /// <summary>The process ended before it did.</summary>
    Interrupted,
}
