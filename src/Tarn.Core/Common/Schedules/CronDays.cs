using System.Globalization;

namespace Tarn.Common.Schedules;

/// <summary>The days that the two day fields of a cron expression allow.</summary>
internal sealed class CronDays(Func<DateOnly, bool> contains)
{
    private const int DaysOfWeekCount = 7;

    public bool Contains(DateOnly day) => contains(day);

    /// <summary>
    /// As cron has them: when both fields say something, a day that one of them allows is allowed (POSIX, crontab).
    /// </summary>
    public static CronDays? ParsePosix(string dayOfMonth, string dayOfWeek, out string? problem)
    {
        if (CronField.Parse(dayOfMonth, CronRange.DaysOfMonth, out problem) is not { } ofMonth
            || CronField.Parse(dayOfWeek, CronRange.DaysOfWeek, out problem) is not { } ofWeek)
        {
            return null;
        }

        bool IsOfMonth(DateOnly day) => ofMonth.Contains(day.Day);
        bool IsOfWeek(DateOnly day) => ofWeek.Contains((int)day.DayOfWeek)
            || (day.DayOfWeek == DayOfWeek.Sunday && ofWeek.Contains(DaysOfWeekCount));
        return ofMonth.IsAny || ofWeek.IsAny
            ? new CronDays(day => IsOfMonth(day) && IsOfWeek(day))
            : new CronDays(day => IsOfMonth(day) || IsOfWeek(day));
    }

    /// <summary>
    /// As AWS has them: one of the fields is <c>?</c>; there are <c>L</c>, <c>15W</c> and <c>6#3</c>.
    /// </summary>
    public static CronDays? ParseAws(string dayOfMonth, string dayOfWeek, out string? problem)
    {
        if (dayOfMonth == "?" == (dayOfWeek == "?"))
        {
            problem = "one of day of month and day of week has to be '?'";
            return null;
        }

        return dayOfWeek == "?" ? ParseMonth(dayOfMonth, out problem) : ParseWeek(dayOfWeek, out problem);
    }

    private static CronDays? ParseMonth(string text, out string? problem)
    {
        problem = null;
        if (text is "L")
        {
            return new CronDays(day => day.Day == LastOf(day));
        }

        if (text.EndsWith('W') && CronField.TryReadNumber(text[..^1], CronRange.DaysOfMonth, out int wanted))
        {
            return new CronDays(day => wanted <= LastOf(day) && day == NearestWeekday(day, wanted));
        }

        return CronField.Parse(text, CronRange.DaysOfMonth, out problem) is { } field
            ? new CronDays(day => field.Contains(day.Day))
            : null;
    }

    private static CronDays? ParseWeek(string text, out string? problem)
    {
        problem = null;
        if (text is "L")
        {
            return new CronDays(day => day.DayOfWeek == DayOfWeek.Saturday);
        }

        if (text.EndsWith('L') && CronField.TryReadNumber(text[..^1], CronRange.AwsDaysOfWeek, out int last))
        {
            return new CronDays(day => NumberOf(day) == last && day.Day + DaysOfWeekCount > LastOf(day));
        }

        string[] parts = text.Split('#');
        if (parts.Length == 2
            && CronField.TryReadNumber(parts[0], CronRange.AwsDaysOfWeek, out int number)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int which)
            && which is >= 1 and <= 5)
        {
            return new CronDays(day => NumberOf(day) == number && (day.Day - 1) / DaysOfWeekCount == which - 1);
        }

        return CronField.Parse(text, CronRange.AwsDaysOfWeek, out problem) is { } field
            ? new CronDays(day => field.Contains(NumberOf(day)))
            : null;
    }

    private static int NumberOf(DateOnly day) => (int)day.DayOfWeek + CronRange.AwsDaysOfWeek.Min;

    private static int LastOf(DateOnly day) => DateTime.DaysInMonth(day.Year, day.Month);

    /// <summary>Monday to Friday, in the same month.</summary>
    private static DateOnly NearestWeekday(DateOnly month, int wanted)
    {
        DateOnly day = new(month.Year, month.Month, wanted);
        return day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(wanted == 1 ? 2 : -1),
            DayOfWeek.Sunday => day.AddDays(wanted == LastOf(day) ? -2 : 1),
            _ => day,
        };
    }
}
