using System.Text.Json;

namespace Tarn.Tables.Log;

/// <summary>Fields of an action. JSON null counts as absent, as the protocol says.</summary>
internal static class JsonElementFields
{
    public static JsonElement? Find(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string GetText(this JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    public static IReadOnlyList<string>? GetTextList(this JsonElement element, string name) =>
        element.Find(name) is { } list
            ? [.. list.EnumerateArray().Select(item => item.GetString() ?? throw NullIn(name))]
            : null;

    public static IReadOnlyDictionary<string, string?>? GetTexts(this JsonElement element, string name) =>
        element.Find(name) is { } texts
            ? texts.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString())
            : null;

    private static FormatException NullIn(string name) => new($"null in {name}");
}
