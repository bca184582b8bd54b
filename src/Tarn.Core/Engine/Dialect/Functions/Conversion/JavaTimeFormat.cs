using System.Globalization;
using Tarn.Engine.Dialect.Functions.Datetime;

namespace Tarn.Engine.Dialect.Functions.Conversion;

/// <summary>The conversions of Java's Formatter for dates and times, which begin with <c>t</c>.</summary>
internal static class JavaTimeFormat
{
    /// <exception cref="FormatException">The argument is no date or time, or lacks the field.</exception>
    public static string Convert(FormatSpecifier specifier, object argument)
    {
        DateTime time = argument switch
        {
            DateOnly date => date.ToDateTime(TimeOnly.MinValue),
            TimeOnly ofDay => DateTime.UnixEpoch + ofDay.ToTimeSpan(),
            DateTime timestamp => timestamp,
            DateTimeOffset instant => instant.UtcDateTime,
            _ => throw new FormatException(
                $"IllegalFormatConversion: {specifier.Conversion} != {JavaText.ClassOf(argument)}"),
        };
        return string.Concat(Expand(specifier.Conversion).Select(field => Field(field, time)));
    }

    /// <summary>What a conversion for a whole date or time consists of.</summary>
    private static string Expand(char conversion) => conversion switch
    {
        'R' => "H:M",
        'T' => "H:M:S",
        'r' => "I:M:S p",
        'D' => "m/d/y",
        'F' => "Y-m-d",
        'c' => "a b d H:M:S UTC Y",
        _ => conversion.ToString(),
    };

    private static string Field(char field, DateTime time) => field switch
    {
        'Y' => Padded(time.Year, 4),
        'y' => Padded(time.Year % 100, 2),
        'C' => Padded(time.Year / 100, 2),
        'B' => DatetimeNames.Month(time.Month, isFull: true),
        'b' or 'h' => DatetimeNames.Month(time.Month, isFull: false),
        'm' => Padded(time.Month, 2),
        'd' => Padded(time.Day, 2),
        'e' => Padded(time.Day, 1),
        'j' => Padded(time.DayOfYear, 3),
        'A' => DatetimeNames.Day(time.DayOfWeek, isFull: true),
        'a' => DatetimeNames.Day(time.DayOfWeek, isFull: false),
        'H' => Padded(time.Hour, 2),
        'k' => Padded(time.Hour, 1),
        'I' => Padded(time.Hour % 12 == 0 ? 12 : time.Hour % 12, 2),
        'l' => Padded(time.Hour % 12 == 0 ? 12 : time.Hour % 12, 1),
        'M' => Padded(time.Minute, 2),
        'S' => Padded(time.Second, 2),
        'L' => Padded(time.Millisecond, 3),
        'N' => Padded((int)(time.Ticks % TimeSpan.TicksPerSecond * 100), 9),
        'p' => DatetimeNames.HalfDay(time.Hour).ToLowerInvariant(),
        's' => ((DateTimeOffset)DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeSeconds()
            .ToString(CultureInfo.InvariantCulture),
        >= 'a' and <= 'z' => throw new FormatException($"UnknownFormatConversion: Conversion = 't{field}'"),
        _ => field.ToString(),
    };

    private static string Padded(int number, int width) =>
        number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
}
