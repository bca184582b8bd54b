using System.Collections;
using System.Globalization;
using System.Text.Json;
using Tarn.Engine.Values;

namespace Tarn.Tests.Engine.Dialect.Conformance;

/// <summary>
/// Values in the form they are compared in: null, bool, <see cref="Number"/>, string, list, or a dictionary of fields.
/// </summary>
internal static class Canonical
{
    public static object? Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number.Parse(json.GetRawText()),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Array => json.EnumerateArray().Select(Of).ToList(),
        JsonValueKind.Object => json.EnumerateObject()
            .DistinctBy(field => field.Name)
            .ToDictionary(field => field.Name, field => Of(field.Value)),
        _ => null,
    };

    /// <param name="value">As the engine's vectors give it.</param>
    public static object? Of(object? value) => value switch
    {
        null or bool or string => value,
        float number => Number.Of(
            double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        double number => Number.Of(number),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime timestamp => timestamp.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateTimeOffset instant =>
            instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        StructValue row => OfRow(row),
        MapValue map => map.Entries
            .Select(entry => (object?)new List<object?> { Of(entry.Key), Of(entry.Value) })
            .ToList(),
        EngineTimestamp or EngineDate or EngineTime or EngineInterval or EngineTimeTz or Guid => value.ToString(),
        IEnumerable elements => elements.Cast<object?>().Select(Of).ToList(),
        IFormattable number => Number.Parse(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => value.ToString(),
    };

    /// <summary>A row without names, or with the same name twice, is a list.</summary>
    private static object OfRow(StructValue row)
    {
        bool hasNames = row.Fields.All(field => field.Key.Length > 0)
            && row.Fields.DistinctBy(field => field.Key).Count() == row.Fields.Count;
        return hasNames
            ? row.Fields.ToDictionary(field => field.Key, field => Of(field.Value))
            : row.Fields.Select(field => Of(field.Value)).ToList();
    }
}
