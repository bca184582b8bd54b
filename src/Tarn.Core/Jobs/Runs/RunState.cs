namespace Tarn.Jobs.Runs;

/// <summary>State of a run or of one of its steps. Persisted by name.</summary>
public enum RunState
{
    Running,
    Succeeded,

    /// <summary>A step that found nothing new to do.</summary>
    UpToDate,
    Failed,

    /// <summary>A step not tried because one it depends on failed.</summary>
    Skipped,
    Cancelled,

    /// <summary>A step that somebody paused: not tried, and what reads from it is.</summary>
    Paused,

    /// <summary>A run whose process ended without saying how.</summary>
    Interrupted,
}
