using System.Globalization;
using System.Text.Json;

namespace Tarn.Streams.Schemas;

/// <summary>Keywords of arrays; other values keep to them.</summary>
internal static class ArrayRules
{
    public static SchemaRule Of(SchemaReader reader, string keyword, JsonElement value, string place)
    {
        SchemaRule rule = keyword switch
        {
            "items" => Items(reader.Read(value, place)),
            "minItems" => Count(SchemaErrors.Count(value, place), int.MaxValue),
            _ => Count(0, SchemaErrors.Count(value, place)),
        };
        return element => element.ValueKind == JsonValueKind.Array ? rule(element) : null;
    }

    private static SchemaRule Items(SchemaNode node) => element =>
    {
        int index = 0;
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (node.Check(item) is { } failure)
            {
                return failure.Below(index.ToString(CultureInfo.InvariantCulture));
            }

            index++;
        }

        return null;
    };

    private static SchemaRule Count(int min, int max) => element =>
        element.GetArrayLength() is var count && count >= min && count <= max
            ? null
            : new SchemaFailure($"it has {count} items, expected {min} to {max}");
}
