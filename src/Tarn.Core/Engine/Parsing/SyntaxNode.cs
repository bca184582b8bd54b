using System.Text.Json;

namespace Tarn.Engine.Parsing;

/// <summary>Reads the objects of a serialized query.</summary>
internal static class SyntaxNode
{
    public static string Text(this JsonElement node, string name) =>
        node.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? ""
            : "";

    public static bool HasClass(this JsonElement node, string name) => node.Text("class") == name;

    public static bool HasType(this JsonElement node, string name) => node.Text("type") == name;

    public static bool Has(this JsonElement node, string name) => node.TryGetProperty(name, out _);

    public static IEnumerable<JsonElement> Elements(this JsonElement node, string name) =>
        node.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : [];

    /// <summary>Where the node is in the text, in bytes; the largest number when the parser does not know.</summary>
    public static ulong Location(this JsonElement node) =>
        node.TryGetProperty("query_location", out JsonElement value) && value.TryGetUInt64(out ulong location)
            ? location
            : ulong.MaxValue;

    /// <summary>The parts of a column's name, empty for anything that is not a column.</summary>
    public static string[] ColumnNames(this JsonElement node) =>
        node.HasClass("COLUMN_REF") ? [.. node.Elements("column_names").Select(name => name.GetString() ?? "")] : [];
}
