namespace Tarn.Common.Schedules;

/// <summary>
/// What the clocks of a time zone show when. It goes by moments only: what <see cref="TimeZoneInfo"/> says of times
/// that come twice or never is wrong where clocks change at midnight.
/// </summary>
internal sealed class ZoneClock(TimeZoneInfo timeZone)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// When clocks show a time: once, twice when they were put back, and as much later when they are put forward over
    /// it.
    /// </summary>
    public (DateTimeOffset First, DateTimeOffset? Second) MomentsOf(DateTime clock)
    {
        DateTimeOffset near = new(clock, TimeSpan.Zero);
        TimeSpan before = timeZone.GetUtcOffset(near - Day);
        TimeSpan after = timeZone.GetUtcOffset(near + Day);
        bool isBefore = timeZone.GetUtcOffset(near - before) == before;
        bool isAfter = before != after && timeZone.GetUtcOffset(near - after) == after;
        return (isBefore, isAfter) switch
        {
            (true, true) => (near - before, near - after),
            (false, true) => (near - after, null),
            _ => (near - before, null),
        };
    }

    /// <summary>That of the whole day; null when clocks are put forward or back in it, or close to it.</summary>
    public TimeSpan? FindOffset(DateOnly day)
    {
        if (timeZone == TimeZoneInfo.Utc)
        {
            return TimeSpan.Zero;
        }

        DateTimeOffset start = new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        TimeSpan offset = timeZone.GetUtcOffset(start - Day);
        return offset == timeZone.GetUtcOffset(start + Day + Day) ? offset : null;
    }
}
