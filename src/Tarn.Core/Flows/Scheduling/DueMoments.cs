using Tarn.Flows.Schedules;

namespace Tarn.Flows.Scheduling;

/// <summary>Which moments of a schedule are to start a run now; the rules are in docs/guide/workflows.md.</summary>
internal static class DueMoments
{
    /// <summary>A moment that passed longer ago was missed.</summary>
    public static readonly TimeSpan LateMax = TimeSpan.FromMinutes(1);

    /// <summary>Clocks that are put back by less repeat nothing.</summary>
    public static readonly TimeSpan RepeatMax = TimeSpan.FromHours(1);

    /// <param name="timing">Of the schedule.</param>
    /// <param name="after">Moments up to this one are done.</param>
    /// <param name="now">The end.</param>
    /// <returns>The oldest first.</returns>
    public static IReadOnlyList<DateTimeOffset> Of(ScheduleTiming timing, DateTimeOffset after, DateTimeOffset now)
    {
        MissedRuns missed = timing.Missed;
        IReadOnlyList<DateTimeOffset> latest = timing.LatestBetween(after, now, Math.Max(1, missed.RunsMax));
        return
        [
            .. latest.Where(moment => now - moment <= LateMax
                || (missed.RunsMax > 0 && (missed.AgeMax is not { } ageMax || now - moment <= ageMax))),
        ];
    }

    /// <summary>
    /// From where on moments count: a mark far in the future is from a clock that was wrong, and stops nothing.
    /// </summary>
    public static DateTimeOffset StartOf(DateTimeOffset mark, DateTimeOffset? since, DateTimeOffset now)
    {
        DateTimeOffset start = mark - now > RepeatMax ? now : mark;
        return since is { } known && known > start && known <= now ? known : start;
    }
}
