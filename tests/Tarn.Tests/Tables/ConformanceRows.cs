using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Engine.Values;

namespace Tarn.Tests.Tables;

/// <summary>
/// Rows as sorted texts that are equal when the rows are: members in order of name, numbers without trailing zeros.
/// The expected files hold JSON objects with decimals, binary (hexadecimal), dates and times as texts, and maps as
/// sorted lists of pairs.
/// </summary>
internal static class ConformanceRows
{
    private const double ExactIntegerMax = 9007199254740992;

    public static IReadOnlyList<string> Expected(string path) =>
    [
        .. File.ReadLines(path)
            .Where(line => line.Trim().Length > 0)
            .Select(line => Canonical(JsonNode.Parse(line)))
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<string> Actual(IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows) =>
    [
        .. rows
            .Select(row => Canonical(new JsonObject(
                columns.Select((name, i) => KeyValuePair.Create(name, ToJson(row[i]))))))
            .Order(StringComparer.Ordinal),
    ];

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        bool flag => flag,
        float number => Number(
            double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        double number => Number(number),
        decimal or EngineDecimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        string text => text,
        byte[] bytes => Convert.ToHexStringLower(bytes),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime timestamp => timestamp.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateTimeOffset instant =>
            instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        EngineDate date => CivilDate(date.Days),
        EngineTimestamp moment => CivilMoment(moment.Value) + (moment.IsInstant ? "Z" : ""),
        object?[] elements => new JsonArray([.. elements.Select(ToJson)]),
        StructValue fields => new JsonObject(
            fields.Fields.Select(field => KeyValuePair.Create(field.Key, ToJson(field.Value)))),
        MapValue map => new JsonArray(
        [
            .. map.Entries
                .Select(entry => new JsonArray(ToJson(entry.Key), ToJson(entry.Value)))
                .OrderBy(pair => pair.ToJsonString(), StringComparer.Ordinal),
        ]),
        IFormattable other => JsonNode.Parse(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"no JSON for {value.GetType().Name}"),
    };

    /// <summary>From microseconds since 1970; years may be negative or have more than four digits.</summary>
    private static string CivilMoment(long microseconds)
    {
        const long MicrosecondsPerDay = 86_400_000_000;
        long days = Math.DivRem(microseconds, MicrosecondsPerDay, out long rest);
        (days, rest) = rest < 0 ? (days - 1, rest + MicrosecondsPerDay) : (days, rest);
        string time = TimeSpan.FromMicroseconds(rest).ToString(@"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);
        return $"{CivilDate(days)}T{time}";
    }

    /// <summary>Counts eras of 400 years, from March so that leap days come last.</summary>
    private static string CivilDate(long days)
    {
        const long DaysPerEra = 146_097;
        long shifted = days + 719_468;
        long era = (long)Math.Floor((double)shifted / DaysPerEra);
        long day = shifted - (era * DaysPerEra);
        long yearOfEra = (day - (day / 1460) + (day / 36_524) - (day / 146_096)) / 365;
        long dayOfYear = day - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long month = ((5 * dayOfYear) + 2) / 153;
        long dayOfMonth = dayOfYear - (((153 * month) + 2) / 5) + 1;
        month = month < 10 ? month + 3 : month - 9;
        long year = (era * 400) + yearOfEra + (month <= 2 ? 1 : 0);
        string sign = year < 0 ? "-" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{sign}{Math.Abs(year):D4}-{month:D2}-{dayOfMonth:D2}");
    }

    private static JsonValue Number(double number) => double.IsFinite(number)
        ? JsonValue.Create(number)
        : JsonValue.Create(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");

    private static string Canonical(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject members => "{" + string.Join(',', members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => $"{JsonSerializer.Serialize(member.Key)}:{Canonical(member.Value)}")) + "}",
        JsonArray elements => $"[{string.Join(',', elements.Select(Canonical))}]",
        _ when node.GetValueKind() == JsonValueKind.Number => CanonicalNumber(node.ToJsonString()),
        _ => node.ToJsonString(),
    };

    private static string CanonicalNumber(string text)
    {
        if (text.IndexOfAny(['.', 'e', 'E']) < 0 && text != "-0")
        {
            return text;
        }

        double number = double.Parse(text, CultureInfo.InvariantCulture);
        return number == Math.Truncate(number) && Math.Abs(number) < ExactIntegerMax
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
    }
}
