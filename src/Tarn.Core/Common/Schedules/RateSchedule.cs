using System.Globalization;

namespace Tarn.Common.Schedules;

/// <summary>
/// Moments with the same time between them, whatever clocks show: <c>rate(5 minutes)</c>. A day has 24 hours.
/// </summary>
internal sealed class RateSchedule : Schedule
{
    private const int CountMax = 100_000;

    private readonly TimeSpan _interval;
    private readonly DateTimeOffset _start;

    private RateSchedule(string text, TimeSpan interval, DateTimeOffset start)
        : base(text, TimeZoneInfo.Utc)
    {
        _interval = interval;
        _start = start.ToUniversalTime();
    }

    /// <param name="text">As it was written.</param>
    /// <param name="inside">What is between the brackets.</param>
    /// <param name="start">The first moment.</param>
    /// <param name="problem">What is wrong, when it is none.</param>
    public static RateSchedule? TryParse(string text, string inside, DateTimeOffset start, out string? problem)
    {
        string[] parts = inside.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        TimeSpan? unit = parts.Length != 2 ? null : parts[1] switch
        {
            "minute" or "minutes" => TimeSpan.FromMinutes(1),
            "hour" or "hours" => TimeSpan.FromHours(1),
            "day" or "days" => TimeSpan.FromDays(1),
            _ => null,
        };
        if (unit is null
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || count is < 1 or > CountMax)
        {
            problem = $"'{inside}' is no rate, which is as in 'rate(5 minutes)', 'rate(1 hour)' or 'rate(2 days)'";
            return null;
        }

        problem = null;
        return new RateSchedule(text, unit.Value * count, start);
    }

    public override DateTimeOffset? Next(DateTimeOffset after)
    {
        if (after < _start)
        {
            return _start;
        }

        long passed = (after - _start).Ticks / _interval.Ticks;
        long left = DateTimeOffset.MaxValue.UtcTicks - _start.UtcTicks;
        return passed + 1 > left / _interval.Ticks ? null : _start.AddTicks((passed + 1) * _interval.Ticks);
    }
}
