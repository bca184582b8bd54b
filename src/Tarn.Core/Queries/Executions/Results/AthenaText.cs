using System.Globalization;
using Tarn.Engine.Values;

namespace Tarn.Queries.Executions.Results;

/// <summary>Values as the text that Athena gives for them.</summary>
internal static class AthenaText
{
    private const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>The text; null for null.</summary>
    public static string? Of(object? value) => value switch
    {
        null or DBNull => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => JavaNumber.Of(number),
        float number => JavaNumber.Of(number),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToUniversalTime().ToString(
            "yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture),
        EngineInterval interval => Of(interval),
        byte[] bytes => Convert.ToHexStringLower(bytes) is { Length: > 0 } digits
            ? string.Join(' ', digits.Chunk(2).Select(pair => new string(pair)))
            : "",
        object?[] elements => $"[{string.Join(", ", elements.Select(Inner))}]",
        MapValue map => Braced(map.Entries.Select(entry => $"{Inner(entry.Key)}={Inner(entry.Value)}")),
        StructValue row => Braced(row.Fields.Select((field, i) => $"{NameOf(field.Key, i)}={Inner(field.Value)}")),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string Inner(object? value) => Of(value) ?? "null";

    private static string Braced(IEnumerable<string> parts) => $"{{{string.Join(", ", parts)}}}";

    /// <summary>Fields without a name are counted.</summary>
    private static string NameOf(string name, int index) =>
        name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"field{index}");

    /// <summary>Years and months as <c>1-2</c>, days and less as <c>3 04:05:06.789</c>; Athena has no others.</summary>
    private static string Of(EngineInterval interval)
    {
        if (interval is { Months: not 0, Days: 0, Microseconds: 0 })
        {
            string minus = interval.Months < 0 ? "-" : "";
            int months = Math.Abs(interval.Months);
            return string.Create(CultureInfo.InvariantCulture, $"{minus}{months / 12}-{months % 12}");
        }

        if (interval.Months != 0)
        {
            return interval.ToString();
        }

        TimeSpan span = TimeSpan.FromDays(interval.Days)
            + TimeSpan.FromSeconds(interval.Microseconds / MicrosecondsPerSecond)
            + TimeSpan.FromMicroseconds(interval.Microseconds % MicrosecondsPerSecond);
        string sign = span < TimeSpan.Zero ? "-" : "";
        return sign + span.Duration().ToString(@"d\ hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
    }
}
