namespace Tarn.Flows.Graphs;

/// <summary>How far a step is. Persisted by name.</summary>
public enum StepState
{
    Running,
    Succeeded,
    Failed,

    /// <summary>It took longer than it may.</summary>
    TimedOut,

    /// <summary>Somebody stopped it, or its run.</summary>
    Stopped,

    /// <summary>Its conditions were not met.</summary>
    Skipped,
}
