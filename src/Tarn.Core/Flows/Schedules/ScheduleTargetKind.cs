namespace Tarn.Flows.Schedules;

/// <summary>What schedules can start. Persisted by name.</summary>
public enum ScheduleTargetKind
{
    Job,
    Crawler,
    Workflow,

    /// <summary>A trigger, which starts its own actions.</summary>
    Trigger,
}
