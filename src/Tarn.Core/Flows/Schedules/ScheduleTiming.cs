using Tarn.Common.Schedules;

namespace Tarn.Flows.Schedules;

/// <summary>When something is due: the moments of a schedule from a first to a last one.</summary>
/// <param name="Schedule">The moments.</param>
/// <param name="StartAt">None is before; null for no such limit.</param>
/// <param name="EndAt">None is after; null for no such limit.</param>
/// <param name="Missed">What becomes of those that are missed.</param>
public sealed record ScheduleTiming(
    Schedule Schedule, DateTimeOffset? StartAt, DateTimeOffset? EndAt, MissedRuns Missed)
{
    private const int SpanGrowth = 24;

    private static readonly TimeSpan FirstSpan = TimeSpan.FromHours(1);

    /// <summary>The first moment later than this one; null when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        DateTimeOffset from = StartAt is { } start && start > after ? start.AddTicks(-1) : after;
        return Schedule.Next(from) is { } next && (EndAt is not { } end || next <= end) ? next : null;
    }

    /// <summary>The latest moments of a time, however long it is: what lies before them is not counted.</summary>
    /// <param name="after">The time begins behind it.</param>
    /// <param name="until">The end, which belongs to it.</param>
    /// <param name="countMax">How many.</param>
    /// <returns>The oldest first.</returns>
    public IReadOnlyList<DateTimeOffset> LatestBetween(DateTimeOffset after, DateTimeOffset until, int countMax)
    {
        for (TimeSpan span = FirstSpan; ; span *= SpanGrowth)
        {
            bool isAll = span >= until - after;
            Queue<DateTimeOffset> latest = [];
            for (DateTimeOffset? next = Next(isAll ? after : until - span);
                next is { } moment && moment <= until;
                next = Next(moment))
            {
                latest.Enqueue(moment);
                if (latest.Count > countMax)
                {
                    latest.Dequeue();
                }
            }

            if (isAll || latest.Count == countMax)
            {
                return [.. latest];
            }
        }
    }
}
