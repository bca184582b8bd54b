using System.Text.Json;

namespace Tarn.Tests.Engine.Dialect.Conformance;

/// <summary>A statement with the answer that Trino gives; a line of <c>trino/cases.jsonl</c>.</summary>
/// <param name="Kind">value, rows, text, textrows or error.</param>
/// <param name="Expected">The value, or the rows; text of the documentation for the text kinds.</param>
/// <param name="Types">Of the one value or of each column; empty when not known.</param>
public sealed record TrinoCase(
    string Id,
    string Area,
    string Function,
    string Sql,
    string Kind,
    JsonElement Expected,
    IReadOnlyList<string> Types,
    string? TimeZone)
{
    public static TrinoCase Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        JsonElement expected = root.TryGetProperty("expected_json", out JsonElement json) ? json.Clone() : default;
        return new TrinoCase(
            Text(root, "id") ?? "",
            Text(root, "area") ?? "",
            Text(root, "function") ?? "",
            Text(root, "sql") ?? "",
            Text(root, "kind") ?? "",
            expected,
            ReadTypes(root),
            Text(root, "session_tz"));
    }

    private static string[] ReadTypes(JsonElement root)
    {
        if (!root.TryGetProperty("type", out JsonElement type))
        {
            return [];
        }

        return type.ValueKind switch
        {
            JsonValueKind.String => [type.GetString()!],
            JsonValueKind.Array => [.. type.EnumerateArray().Select(element => element.GetString() ?? "")],
            _ => [],
        };
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
