using System.Globalization;

namespace Tarn.Streams.Prefixes;

/// <summary>Writes what a letter of a pattern stands for, as Java's <c>DateTimeFormatter</c> documents it.</summary>
internal static class TimestampText
{
    private const int ShortName = 3;
    private const int FullName = 4;
    private const int MonthsPerQuarter = 3;
    private const int HalfDayHours = 12;
    private const int DayHours = 24;
    private const int FractionDigits = 7;

    private static readonly DateTimeFormatInfo English = CultureInfo.InvariantCulture.DateTimeFormat;

    public static string Of(TimestampField field, DateTimeOffset moment) => field.Letter switch
    {
        'y' or 'u' => field.Count == 2 ? Number(moment.Year % 100, 2) : Number(moment.Year, field.Count),
        'M' or 'L' => field.Count < ShortName
            ? Number(moment.Month, field.Count)
            : Name(field.Count, English.AbbreviatedMonthNames, English.MonthNames, moment.Month - 1),
        'Q' => field.Count < ShortName ? Number(Quarter(moment), field.Count) : $"Q{Quarter(moment)}",
        'E' => Name(field.Count, English.AbbreviatedDayNames, English.DayNames, (int)moment.DayOfWeek),
        'd' => Number(moment.Day, field.Count),
        'D' => Number(moment.DayOfYear, field.Count),
        'a' => moment.Hour < HalfDayHours ? "AM" : "PM",
        'H' => Number(moment.Hour, field.Count),
        'k' => Number(moment.Hour == 0 ? DayHours : moment.Hour, field.Count),
        'K' => Number(moment.Hour % HalfDayHours, field.Count),
        'h' => Number(moment.Hour % HalfDayHours == 0 ? HalfDayHours : moment.Hour % HalfDayHours, field.Count),
        'm' => Number(moment.Minute, field.Count),
        's' => Number(moment.Second, field.Count),
        'S' => Fraction(moment, field.Count),
        _ => Offset(field, moment.Offset),
    };

    private static int Quarter(DateTimeOffset moment) => ((moment.Month - 1) / MonthsPerQuarter) + 1;

    private static string Number(int value, int digits) =>
        value.ToString($"D{digits}", CultureInfo.InvariantCulture);

    /// <summary>Up to three letters is the short name, four the full one, five its first letter.</summary>
    private static string Name(int count, string[] shortNames, string[] fullNames, int index) => count switch
    {
        <= ShortName => shortNames[index],
        FullName => fullNames[index],
        _ => fullNames[index][..1],
    };

    private static string Fraction(DateTimeOffset moment, int digits)
    {
        string ticks = (moment.Ticks % TimeSpan.TicksPerSecond)
            .ToString($"D{FractionDigits}", CultureInfo.InvariantCulture);
        return ticks.PadRight(digits, '0')[..digits];
    }

    private static string Offset(TimestampField field, TimeSpan offset)
    {
        if (field.Letter == 'X' && offset == TimeSpan.Zero)
        {
            return "Z";
        }

        string sign = offset < TimeSpan.Zero ? "-" : "+";
        string hours = offset.ToString("hh", CultureInfo.InvariantCulture);
        string minutes = offset.ToString("mm", CultureInfo.InvariantCulture);
        return (field.Letter, field.Count) switch
        {
            ('Z', _) or (_, 2) => sign + hours + minutes,
            (_, 1) => sign + hours + (minutes == "00" ? "" : minutes),
            _ => $"{sign}{hours}:{minutes}",
        };
    }
}
