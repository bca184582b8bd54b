using System.Globalization;

namespace Tarn.Common.Schedules;

/// <summary>One moment: <c>at(2024-02-01T12:00:00)</c>.</summary>
internal sealed class AtSchedule : Schedule
{
    private readonly DateTimeOffset _moment;

    private AtSchedule(string text, TimeZoneInfo timeZone, DateTimeOffset moment)
        : base(text, timeZone)
    {
        _moment = moment;
    }

    /// <param name="text">As it was written.</param>
    /// <param name="inside">What is between the brackets.</param>
    /// <param name="timeZone">Whose clocks count.</param>
    /// <param name="problem">What is wrong, when it is none.</param>
    public static AtSchedule? TryParse(string text, string inside, TimeZoneInfo timeZone, out string? problem)
    {
        if (!DateTime.TryParseExact(
            inside, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime clock)
            || clock.Year < CronRange.Years.Min
            || clock.Year > CronRange.Years.Max)
        {
            problem = $"'{inside}' is no time, which is as in 'at(2024-02-01T12:00:00)'";
            return null;
        }

        problem = null;
        return new AtSchedule(text, timeZone, new ZoneClock(timeZone).MomentsOf(clock).First);
    }

    public override DateTimeOffset? Next(DateTimeOffset after) => after < _moment ? _moment : null;
}
