using System.Globalization;
using Tarn.Engine.Values;

namespace Tarn.Engine.Dialect.Functions.Conversion;

/// <summary>Values as the <c>toString</c> of the Java type that Trino makes of them.</summary>
internal static class JavaText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "true" : "false",
        double or float => JavaNumber.Text(value),
        decimal or EngineDecimal => OfDecimal(JavaNumber.Of(value)),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => OfTime(time),
        DateTime time => time.ToString("yyyy-MM-dd'T'", CultureInfo.InvariantCulture)
            + OfTime(TimeOnly.FromDateTime(time)),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'", CultureInfo.InvariantCulture)
            + OfTime(TimeOnly.FromDateTime(instant.UtcDateTime)) + "Z",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>The class that Java's messages name.</summary>
    public static string ClassOf(object value) => value switch
    {
        string => "java.lang.String",
        bool => "java.lang.Boolean",
        double => "java.lang.Double",
        float => "java.lang.Float",
        decimal or EngineDecimal => "java.math.BigDecimal",
        DateOnly => "java.time.LocalDate",
        TimeOnly => "java.time.LocalTime",
        DateTime => "java.time.LocalDateTime",
        DateTimeOffset => "java.time.ZonedDateTime",
        _ => "java.lang.Long",
    };

    private static string OfDecimal(JavaNumber number)
    {
        const int exponentMin = -6;
        string sign = number.IsNegative ? "-" : "";
        if (number.Unscaled.IsZero || number.Exponent >= exponentMin)
        {
            return sign + number.ToPlain();
        }

        string digits = new JavaNumber(number.Unscaled, 0).ToPlain();
        string fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}E{number.Exponent}");
    }

    /// <summary>With as many groups of three digits as it takes; seconds only when there are any.</summary>
    private static string OfTime(TimeOnly time)
    {
        long microsecond = time.Ticks / TimeSpan.TicksPerMicrosecond % 1_000_000;
        string format = microsecond % 1000 != 0 ? "HH:mm:ss.ffffff"
            : microsecond != 0 ? "HH:mm:ss.fff"
            : time.Second != 0 ? "HH:mm:ss"
            : "HH:mm";
        return time.ToString(format, CultureInfo.InvariantCulture);
    }
}
