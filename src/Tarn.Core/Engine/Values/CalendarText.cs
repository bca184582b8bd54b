using System.Globalization;

namespace Tarn.Engine.Values;

/// <summary>Dates and times of day of any size as text, in the form DuckDB writes and reads.</summary>
internal static class CalendarText
{
    /// <summary>
    /// The proleptic Gregorian date so many days after 1970-01-01; years before 1 are written "(BC)".
    /// </summary>
    public static string Date(long days)
    {
        (long year, int month, int day) = Split(days);
        bool isBeforeChrist = year <= 0;
        string text = string.Create(
            CultureInfo.InvariantCulture, $"{(isBeforeChrist ? 1 - year : year):0000}-{month:00}-{day:00}");
        return isBeforeChrist ? text + " (BC)" : text;
    }

    /// <summary>Time of day with as many decimals as it needs: none, three, six or nine.</summary>
    public static string TimeOfDay(long nanoseconds)
    {
        long seconds = nanoseconds / 1_000_000_000;
        string text = string.Create(
            CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return text + Fraction(nanoseconds % 1_000_000_000);
    }

    private static string Fraction(long nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return "";
        }

        string digits = nanoseconds.ToString("000000000", CultureInfo.InvariantCulture);
        return "." + digits.TrimEnd('0');
    }

    // Howard Hinnant's civil_from_days: eras of 400 years that start on March 1st, so that leap days come last.
    private static (long Year, int Month, int Day) Split(long days)
    {
        const int DaysPerEra = 146_097;
        long shifted = days + 719_468;
        long era = Math.DivRem(shifted, DaysPerEra, out long dayOfEra);
        if (dayOfEra < 0)
        {
            era--;
            dayOfEra += DaysPerEra;
        }

        long yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long shiftedMonth = ((5 * dayOfYear) + 2) / 153;
        int day = (int)(dayOfYear - (((153 * shiftedMonth) + 2) / 5) + 1);
        int month = (int)(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }
}
