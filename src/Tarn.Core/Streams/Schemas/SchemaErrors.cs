using System.Text.Json;
using Tarn.Common;

namespace Tarn.Streams.Schemas;

/// <summary>Reads what keywords say, and tells of what they must not say.</summary>
internal static class SchemaErrors
{
    public static TarnException At(string place, string message, string? hint = null) =>
        new(ErrorCodes.BadArgument, $"the schema at '{place}': {message}") { Hint = hint };

    public static int Count(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count >= 0
            ? count
            : throw At(place, "expected a whole number from 0");

    public static decimal Number(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number)
            ? number
            : throw At(place, "expected a number");

    public static string Text(JsonElement value, string place) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw At(place, "expected text");

    public static IReadOnlyList<string> Texts(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : throw At(place, "expected a list of texts");

    public static JsonElement.ArrayEnumerator Items(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            ? value.EnumerateArray()
            : throw At(place, "expected a list that is not empty");
}
