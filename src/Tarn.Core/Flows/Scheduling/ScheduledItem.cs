using Tarn.Flows.Schedules;

namespace Tarn.Flows.Scheduling;

/// <summary>Something that is started by the clock: a schedule, a trigger or a crawler that is switched on.</summary>
/// <param name="Key">Names it among all of the lake, as <c>schedules/default/nightly</c>.</param>
/// <param name="Timing">When.</param>
/// <param name="Target">What.</param>
/// <param name="Since">Moments before are not owed; null: since it is known.</param>
public sealed record ScheduledItem(string Key, ScheduleTiming Timing, ScheduleTarget Target, DateTimeOffset? Since)
{
    /// <summary>Whether it goes away once its last moment has passed.</summary>
    public bool IsDeletedAtEnd { get; init; }

    /// <summary>Differs when its moments do.</summary>
    internal string Text => $"{Timing.Schedule} {Timing.StartAt:O} {Timing.EndAt:O}";
}
