namespace Tarn.Common.Schedules;

/// <summary>
/// Moments that come again: a cron expression of five fields (<c>0 2 * * *</c>), or one of six as AWS Glue and
/// EventBridge write it (<c>cron(0 2 * * ? *)</c>), on the clocks of a time zone.
/// </summary>
/// <remarks>
/// A time that clocks pass over in spring is taken by as much later. One that comes twice in autumn counts once, the
/// first time; when the hour is <c>*</c>, both times.
/// </remarks>
public sealed class CronSchedule : Schedule
{
    private const string AwsStart = "cron(";

    private static readonly string[] PosixFields = ["minute", "hour", "day of month", "month", "day of week"];

    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _months;
    private readonly CronDays _days;
    private readonly CronField _years;
    private readonly ZoneClock _clock;

    private CronSchedule(
        string text, TimeZoneInfo timeZone, (CronField Minutes, CronField Hours, CronField Months) fields,
        CronDays days, CronField years)
        : base(text, timeZone)
    {
        (_minutes, _hours, _months) = fields;
        _days = days;
        _years = years;
        _clock = new ZoneClock(timeZone);
    }

    /// <param name="text">Of five fields, or of six in <c>cron(…)</c>.</param>
    /// <param name="timeZone">Whose clocks count.</param>
    /// <param name="problem">What is wrong, when it is no schedule.</param>
    /// <returns>Null when it is none, or has no moment until the year 2199.</returns>
    public static CronSchedule? TryParse(string text, TimeZoneInfo timeZone, out string? problem)
    {
        bool isAws = text.StartsWith(AwsStart, StringComparison.Ordinal) && text.EndsWith(')');
        string[] parts = (isAws ? text[AwsStart.Length..^1] : text)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != (isAws ? PosixFields.Length + 1 : PosixFields.Length))
        {
            problem = $"expected {string.Join(", ", PosixFields)}, as '0 2 * * *', or Glue's 'cron(0 2 * * ? *)'";
            return null;
        }

        if (CronField.Parse(parts[0], CronRange.Minutes, out problem) is not { } minutes
            || CronField.Parse(parts[1], CronRange.Hours, out problem) is not { } hours
            || CronField.Parse(parts[3], CronRange.Months, out problem) is not { } months
            || CronField.Parse(isAws ? parts[5] : "*", CronRange.Years, out problem) is not { } years
            || Days(parts, isAws, out problem) is not { } days)
        {
            return null;
        }

        CronSchedule schedule = new(text, timeZone, (minutes, hours, months), days, years);
        if (schedule.NextDay(new DateOnly(CronRange.Years.Min, 1, 1)) is null)
        {
            problem = "no day is like that";
            return null;
        }

        return schedule;
    }

    public override DateTimeOffset? Next(DateTimeOffset after)
    {
        // A day begins early: clocks that were put back may show one of its hours again.
        DateOnly start = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, TimeZone).DateTime).AddDays(-1);
        for (DateOnly? day = NextDay(start); day is { } found; day = NextDay(found.AddDays(1)))
        {
            if (NextOn(found, after) is { } moment)
            {
                return moment;
            }
        }

        return null;
    }

    private static CronDays? Days(string[] parts, bool isAws, out string? problem) => isAws
        ? CronDays.ParseAws(parts[2], parts[4], out problem)
        : CronDays.ParsePosix(parts[2], parts[4], out problem);

    private DateOnly? NextDay(DateOnly first)
    {
        DateOnly day = first;
        while (day.Year <= CronRange.Years.Max)
        {
            if (!_years.Contains(day.Year))
            {
                day = new DateOnly(day.Year + 1, 1, 1);
            }
            else if (!_months.Contains(day.Month))
            {
                day = new DateOnly(day.Year, day.Month, 1).AddMonths(1);
            }
            else if (_days.Contains(day))
            {
                return day;
            }
            else
            {
                day = day.AddDays(1);
            }
        }

        return null;
    }

    private DateTimeOffset? NextOn(DateOnly day, DateTimeOffset after)
    {
        if (_clock.FindOffset(day) is not { } offset)
        {
            DateTimeOffset[] later = [.. MomentsOf(day).Where(moment => moment > after)];
            return later.Length > 0 ? later.Min() : null;
        }

        DateTime clock = after.UtcDateTime + offset;
        if (day > DateOnly.FromDateTime(clock))
        {
            clock = day.ToDateTime(TimeOnly.MinValue).AddTicks(-1);
        }

        return day < DateOnly.FromDateTime(clock) ? null
            : NextTime(day, clock) is { } next ? new DateTimeOffset(next, offset).ToUniversalTime()
            : null;
    }

    /// <summary>On a day that has each of its times once; null when there is none later.</summary>
    private DateTime? NextTime(DateOnly day, DateTime after)
    {
        DateTime start = day.ToDateTime(TimeOnly.MinValue);
        foreach (int hour in _hours.Values)
        {
            if (start.AddHours(hour + 1) <= after)
            {
                continue;
            }

            foreach (int minute in _minutes.Values)
            {
                DateTime time = start.AddHours(hour).AddMinutes(minute);
                if (time > after)
                {
                    return time;
                }
            }
        }

        return null;
    }

    private IEnumerable<DateTimeOffset> MomentsOf(DateOnly day)
    {
        foreach (int hour in _hours.Values)
        {
            foreach (int minute in _minutes.Values)
            {
                (DateTimeOffset first, DateTimeOffset? second) = _clock.MomentsOf(
                    day.ToDateTime(new TimeOnly(hour, minute)));
                yield return first;
                if (second is { } again && _hours.IsAny)
                {
                    yield return again;
                }
            }
        }
    }
}
