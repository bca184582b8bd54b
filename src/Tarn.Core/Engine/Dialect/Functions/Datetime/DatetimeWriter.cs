using System.Globalization;
using System.Text;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>Writes a time by a format.</summary>
internal static class DatetimeWriter
{
    /// <param name="parts">The format.</param>
    /// <param name="epochMicroseconds">Local time, in microseconds since 1970.</param>
    /// <param name="zone">Its name; null when the time has none.</param>
    /// <param name="offsetMinutes">From UTC.</param>
    public static string Write(
        IReadOnlyList<DatetimePart> parts, long epochMicroseconds, string? zone, long offsetMinutes)
    {
        DateTime time = DateTime.UnixEpoch.AddTicks(epochMicroseconds * TimeSpan.TicksPerMicrosecond);
        StringBuilder text = new();
        foreach (DatetimePart part in parts)
        {
            text.Append(part.Field switch
            {
                DatetimePart.Literal => part.Text,
                'z' or 'Z' => Zone(part, zone, offsetMinutes),
                _ => Field(part, time),
            });
        }

        return text.ToString();
    }

    private static string Field(DatetimePart part, DateTime time) => part.Field switch
    {
        'G' => "AD",
        'C' => Padded(time.Year / 100, part.Width),
        'y' => part.Width == 2 ? Padded(time.Year % 100, 2) : Padded(time.Year, part.Width),
        'x' => part.Width == 2 ? Padded(ISOWeek.GetYear(time) % 100, 2) : Padded(ISOWeek.GetYear(time), part.Width),
        'w' => Padded(ISOWeek.GetWeekOfYear(time), part.Width),
        'e' => Padded(time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek, part.Width),
        'E' => DatetimeNames.Day(time.DayOfWeek, part.IsFullName),
        'D' => Padded(time.DayOfYear, part.Width),
        'M' => part.IsNumber ? Padded(time.Month, part.Width) : DatetimeNames.Month(time.Month, part.IsFullName),
        'd' => Padded(time.Day, part.Width),
        'a' => DatetimeNames.HalfDay(time.Hour),
        'K' => Padded(time.Hour % 12, part.Width),
        'h' => Padded(time.Hour % 12 == 0 ? 12 : time.Hour % 12, part.Width),
        'H' => Padded(time.Hour, part.Width),
        'k' => Padded(time.Hour == 0 ? 24 : time.Hour, part.Width),
        'm' => Padded(time.Minute, part.Width),
        's' => Padded(time.Second, part.Width),
        _ => Padded(time.Millisecond, 3).PadRight(part.Width, '0')[..part.Width],
    };

    private static string Zone(DatetimePart part, string? zone, long offsetMinutes)
    {
        FunctionError.Require(
            zone is not null,
            "format_datetime for TIMESTAMP type, cannot use 'Z' nor 'z' in format, "
                + "as this type does not contain TZ information");
        return part is { Field: 'Z', Width: < 3 }
            ? IsoText.Offset(offsetMinutes, part.Width == 2 ? ":" : "")
            : zone;
    }

    private static string Padded(int number, int width) =>
        number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
}
