using System.Globalization;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>English names of months, days of the week and halves of the day.</summary>
internal static class DatetimeNames
{
    private static readonly DateTimeFormatInfo English = CultureInfo.InvariantCulture.DateTimeFormat;

    /// <param name="month">From 1.</param>
    /// <param name="isFull">Whether it is not cut to three letters.</param>
    public static string Month(int month, bool isFull) =>
        isFull ? English.GetMonthName(month) : English.GetAbbreviatedMonthName(month);

    public static string Day(DayOfWeek day, bool isFull) =>
        isFull ? English.GetDayName(day) : English.GetAbbreviatedDayName(day);

    public static string HalfDay(int hour) => hour < 12 ? "AM" : "PM";

    /// <summary>The number from 1 and the length of the month that a text begins with; null: there is none.</summary>
    public static (int Number, int Length)? MonthAt(ReadOnlySpan<char> text) => NameAt(text, 12, Month);

    public static (int Number, int Length)? DayAt(ReadOnlySpan<char> text) =>
        NameAt(text, 7, (day, isFull) => Day((DayOfWeek)(day % 7), isFull));

    private static (int Number, int Length)? NameAt(ReadOnlySpan<char> text, int count, Func<int, bool, string> name)
    {
        foreach (bool isFull in (ReadOnlySpan<bool>)[true, false])
        {
            for (int number = 1; number <= count; number++)
            {
                string candidate = name(number, isFull);
                if (text.StartsWith(candidate, StringComparison.OrdinalIgnoreCase))
                {
                    return (number, candidate.Length);
                }
            }
        }

        return null;
    }
}
