using System.Text.Json;

namespace Tarn.Streams.Schemas;

/// <summary>Keywords of any value: <c>type</c>, <c>enum</c>, <c>const</c>.</summary>
internal static class ValueRules
{
    private static readonly string[] Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    public static SchemaRule Type(JsonElement value, string place)
    {
        IReadOnlyList<string> names = value.ValueKind == JsonValueKind.String
            ? [value.GetString()!]
            : SchemaErrors.Texts(value, place);
        if (names.FirstOrDefault(name => !Types.Contains(name)) is { } unknown)
        {
            throw SchemaErrors.At(place, $"there is no type '{unknown}'", $"types: {string.Join(", ", Types)}");
        }

        string expected = string.Join(" or ", names);
        return element => names.Any(name => Is(element, name))
            ? null
            : new SchemaFailure($"it is {NameOf(element)}, expected {expected}");
    }

    public static SchemaRule Enum(JsonElement value, string place)
    {
        JsonElement[] allowed = [.. SchemaErrors.Items(value, place).Select(item => item.Clone())];
        return element => allowed.Any(one => JsonElement.DeepEquals(one, element))
            ? null
            : new SchemaFailure("it is none of the values that are allowed");
    }

    public static SchemaRule Const(JsonElement value)
    {
        JsonElement expected = value.Clone();
        return element => JsonElement.DeepEquals(expected, element)
            ? null
            : new SchemaFailure("it is not the value that is allowed");
    }

    private static bool Is(JsonElement element, string type) => type switch
    {
        "integer" => element.ValueKind == JsonValueKind.Number && IsWhole(element),
        _ => NameOf(element) == type,
    };

    /// <summary>1.0 is an integer, too.</summary>
    private static bool IsWhole(JsonElement element) =>
        element.TryGetDecimal(out decimal number)
            ? decimal.IsInteger(number)
            : element.TryGetDouble(out double large) && double.IsInteger(large);

    private static string NameOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
