using Tarn.Observability;

namespace Tarn.Alarms.Notifications;

/// <summary>When work is late: it has not succeeded for too long, or it takes too long.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Of the job, crawler or workflow.</param>
public sealed record LatenessRule(WorkSubject Kind, string Name)
{
    /// <summary>The longest time from one success to the next; null is no matter.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>The longest time that a run takes; null is no matter.</summary>
    public TimeSpan? Takes { get; init; }
}
