using System.Text.Json;

namespace Tarn.Streams.Schemas;

/// <summary>Keywords of objects; other values keep to them.</summary>
/// <param name="reader">Reads schemas of members.</param>
/// <param name="schema">That the keywords stand in.</param>
internal sealed class ObjectRules(SchemaReader reader, JsonElement schema)
{
    public SchemaRule Of(string keyword, JsonElement value, string place)
    {
        SchemaRule rule = keyword switch
        {
            "required" => Required(SchemaErrors.Texts(value, place)),
            "properties" => Members(value, place),
            "additionalProperties" => Others(value, place),
            "minProperties" => Count(SchemaErrors.Count(value, place), int.MaxValue),
            _ => Count(0, SchemaErrors.Count(value, place)),
        };
        return element => element.ValueKind == JsonValueKind.Object ? rule(element) : null;
    }

    private static SchemaRule Required(IReadOnlyList<string> names) => element =>
        names.FirstOrDefault(name => !element.TryGetProperty(name, out _)) is { } missing
            ? new SchemaFailure($"it has no '{missing}'")
            : null;

    private static SchemaRule Count(int min, int max) => element =>
        element.EnumerateObject().Count() is var count && count >= min && count <= max
            ? null
            : new SchemaFailure($"it has {count} members, expected {min} to {max}");

    private SchemaRule Members(JsonElement value, string place)
    {
        Dictionary<string, SchemaNode> members = Schemas(value, place);
        return element =>
        {
            foreach (JsonProperty member in element.EnumerateObject())
            {
                if (members.TryGetValue(member.Name, out SchemaNode? node)
                    && node.Check(member.Value) is { } failure)
                {
                    return failure.Below(member.Name);
                }
            }

            return null;
        };
    }

    private SchemaRule Others(JsonElement value, string place)
    {
        SchemaNode node = reader.Read(value, place);
        bool isClosed = value.ValueKind == JsonValueKind.False;
        HashSet<string> known = schema.TryGetProperty("properties", out JsonElement members)
            && members.ValueKind == JsonValueKind.Object
            ? [.. members.EnumerateObject().Select(member => member.Name)]
            : [];
        return element =>
        {
            foreach (JsonProperty member in element.EnumerateObject())
            {
                if (!known.Contains(member.Name) && node.Check(member.Value) is { } failure)
                {
                    return isClosed
                        ? new SchemaFailure($"it has a member '{member.Name}', which is not allowed")
                        : failure.Below(member.Name);
                }
            }

            return null;
        };
    }

    private Dictionary<string, SchemaNode> Schemas(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject()
                .GroupBy(member => member.Name, StringComparer.Ordinal)
                .ToDictionary(
                    group => group.Key,
                    group => reader.Read(group.Last().Value, JsonPointer.Below(place, group.Key)),
                    StringComparer.Ordinal)
            : throw SchemaErrors.At(place, "expected an object of schemas");
}
