using System.Globalization;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>The fields found in a text, and the time that they make.</summary>
internal sealed class ParsedDatetime
{
    private const int YearWhenOnlyDayIsGiven = 2000;

    public int? Year { get; set; }

    public int? Month { get; set; }

    public int? Day { get; set; }

    public int? DayOfYear { get; set; }

    public int? WeekYear { get; set; }

    public int? Week { get; set; }

    /// <summary>From 1, Monday.</summary>
    public int? DayOfWeek { get; set; }

    public int Hour { get; set; }

    /// <summary>Hour from 0 within the half of the day; null when it was given from 0 to 23.</summary>
    public int? HalfDayHour { get; set; }

    public bool IsAfternoon { get; set; }

    public int Minute { get; set; }

    public int Second { get; set; }

    public int Microsecond { get; set; }

    /// <summary>An offset such as <c>+07:09</c>, or a blank and a name; empty: the zone of the session.</summary>
    public string Zone { get; set; } = "";

    /// <summary>As the engine reads timestamps: <c>2020-05-11 11:15:05.000000+07:09</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public override string ToString()
    {
        int hour = HalfDayHour is { } half ? half + (IsAfternoon ? 12 : 0) : Hour;
        DateTime time = Date().AddHours(hour).AddMinutes(Minute).AddSeconds(Second).AddMicroseconds(Microsecond);
        return time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + Zone;
    }

    private DateTime Date()
    {
        if (WeekYear is not null || Week is not null)
        {
            DayOfWeek day = (DayOfWeek)((DayOfWeek ?? 1) % 7);
            return ISOWeek.ToDateTime(WeekYear ?? Year ?? YearWhenOnlyDayIsGiven, Week ?? 1, day);
        }

        bool hasDay = Month is not null || Day is not null || DayOfYear is not null;
        int year = Year ?? (hasDay ? YearWhenOnlyDayIsGiven : DateTime.UnixEpoch.Year);
        return DayOfYear is { } number
            ? WithinYear(year, number)
            : new DateTime(year, Month ?? 1, Day ?? 1, 0, 0, 0, DateTimeKind.Unspecified);
    }

    private static DateTime WithinYear(int year, int dayOfYear)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dayOfYear, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dayOfYear, DateTime.IsLeapYear(year) ? 366 : 365);
        return new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(dayOfYear - 1);
    }
}
