using System.Text.Json;
using Tarn.Engine.Types;

namespace Tarn.Tests.Engine.Dialect.Conformance;

/// <summary>
/// Whether what the engine answered is what Trino answers: the value and, where it can be told, the type.
/// </summary>
internal static class TrinoEquality
{
    /// <param name="type">Trino's; null when not known.</param>
    public static bool AreEqual(object? expected, string? type, object? got, EngineType gotType, string? zone)
    {
        if (expected is null || got is null)
        {
            return expected is null && got is null;
        }

        if (expected is bool)
        {
            return expected.Equals(got);
        }

        string trino = (type ?? "").ToLowerInvariant();
        return trino.Split('(')[0] switch
        {
            "json" => got is string json
                ? json.Equals(expected) || IsSameJson(expected, json)
                : AreEqual(expected, got, zone),
            "varbinary" => gotType.Kind == EngineTypeKind.Blob && expected.Equals(got),
            "varchar" => got is string && gotType.Kind != EngineTypeKind.Blob && expected.Equals(got),
            "char" => got is string text && ((string)expected).TrimEnd(' ') == text.TrimEnd(' '),
            "real" => AreNear(expected, got, 1e-6),
            "tinyint" or "smallint" or "integer" or "int" or "bigint" or "double" or "decimal" =>
                got is Number && AreNear(expected, got),
            "timestamp" or "timestamp with time zone" when trino.Contains("time zone", StringComparison.Ordinal) =>
                gotType.Kind == EngineTypeKind.TimestampTz && IsSameInstant(expected, got, zone),
            "timestamp" => gotType.Kind.ToString().StartsWith("Timestamp", StringComparison.Ordinal)
                && gotType.Kind != EngineTypeKind.TimestampTz
                && TimeText.IsSameTimestamp((string)expected, (string)got),
            "date" => gotType.Kind == EngineTypeKind.Date && TimeText.IsSameTimestamp((string)expected, (string)got),
            "time" => got is string time && TimeText.TrimTime((string)expected) == TimeText.TrimTime(time),
            "interval day to second" or "interval year to month" => got is string span
                && TimeText.Interval((string)expected) is { } interval && interval == TimeText.Interval(span),
            _ => AreEqual(expected, got, zone),
        };
    }

    /// <summary>By the form of the values alone.</summary>
    public static bool AreEqual(object? expected, object? got, string? zone)
    {
        if (expected is null || got is null)
        {
            return expected is null && got is null;
        }

        if (expected is bool || got is bool)
        {
            return expected.Equals(got);
        }

        if (expected is List<object?> list)
        {
            List<object?>? elements = got is Dictionary<string, object?> row ? [.. row.Values] : got as List<object?>;
            return AreSameLists(list, elements, zone);
        }

        if (expected is Number || got is Number)
        {
            return AreNear(expected, got);
        }

        return expected is string text && got is string other && AreSameTexts(text, other, zone);
    }

    public static bool IsSameInstant(object expected, object got, string? zone) =>
        expected is string text && got is string other
        && TimeText.Instant(text, zone) is { } instant && instant == TimeText.Instant(other, "UTC");

    public static bool AreNear(object? expected, object? got, double tolerance = 1e-9) =>
        ToNumber(expected) is { } a && ToNumber(got) is { } b && a.IsNear(b, tolerance);

    public static bool IsSameJson(object expected, string got)
    {
        try
        {
            string wanted = expected as string ?? JsonSerializer.Serialize(expected);
            using JsonDocument a = JsonDocument.Parse(wanted);
            using JsonDocument b = JsonDocument.Parse(got);
            return JsonElement.DeepEquals(a.RootElement, b.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Number? ToNumber(object? value) => value switch
    {
        Number number => number,
        string text => Number.Parse(text),
        _ => null,
    };

    private static bool AreSameLists(List<object?> expected, List<object?>? got, string? zone)
    {
        if (got is null || expected.Count != got.Count)
        {
            return false;
        }

        if (expected.Zip(got).All(pair => AreEqual(pair.First, pair.Second, zone)))
        {
            return true;
        }

        // Entries of maps come in any order.
        bool areEntries = expected.Concat(got).All(element => element is List<object?> { Count: 2 });
        return areEntries && expected.Count > 0 && AreSameSets(expected, got, zone);
    }

    private static bool AreSameSets(List<object?> expected, List<object?> got, string? zone)
    {
        List<object?> left = [.. got];
        return expected.TrueForAll(entry =>
        {
            int index = left.FindIndex(other => AreEqual(entry, other, zone));
            if (index >= 0)
            {
                left.RemoveAt(index);
            }

            return index >= 0;
        });
    }

    private static bool AreSameTexts(string expected, string got, string? zone)
    {
        if (expected == got || AreNear(expected, got))
        {
            return true;
        }

        if (TimeText.IsTimestamp(expected) && TimeText.IsTimestamp(got))
        {
            return TimeText.HasZone(expected) || TimeText.HasZone(got)
                ? IsSameInstant(expected, got, zone)
                : TimeText.IsSameTimestamp(expected, got);
        }

        return TimeText.Interval(expected) is { } a && TimeText.Interval(got) is { } b
            ? a == b
            : expected is ['{' or '[' or '"', ..] && IsSameJson(expected, got);
    }
}
