using System.Text.Json;
using Tarn.Common;

namespace Tarn.Streams.Schemas;

/// <summary>From the text of a schema to its rules.</summary>
/// <param name="root">What references count from; not kept.</param>
internal sealed class SchemaReader(JsonElement root)
{
    private const string Root = "#";

    /// <summary>They say something about the schema, and nothing about values.</summary>
    private static readonly string[] Annotations =
        ["$schema", "$id", "$comment", "$defs", "definitions", "title", "description", "default", "examples",
            "deprecated", "readOnly", "writeOnly"];

    private static readonly string[] Keywords =
    [
        "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
        "minLength", "maxLength", "pattern", "format", "properties", "required", "additionalProperties",
        "minProperties", "maxProperties", "items", "minItems", "maxItems", "allOf", "anyOf", "oneOf", "not", "$ref",
    ];

    private readonly Dictionary<string, SchemaNode> _byPlace = new(StringComparer.Ordinal);

    /// <exception cref="TarnException"><c>TN1005</c>, with the place.</exception>
    public SchemaNode Read() => Read(root, Root);

    /// <summary>A schema inside of it; one at a time for each place, which schemas that name themselves need.</summary>
    public SchemaNode Read(JsonElement schema, string place)
    {
        if (_byPlace.TryGetValue(place, out SchemaNode? known))
        {
            return known;
        }

        SchemaNode node = _byPlace[place] = new SchemaNode();
        switch (schema.ValueKind)
        {
            case JsonValueKind.True:
                break;
            case JsonValueKind.False:
                node.Add(_ => new SchemaFailure("nothing is allowed here"));
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty keyword in schema.EnumerateObject())
                {
                    if (RuleOf(schema, keyword, $"{place}/{keyword.Name}") is { } rule)
                    {
                        node.Add(rule);
                    }
                }

                break;
            default:
                throw SchemaErrors.At(place, "expected a schema: an object, true or false");
        }

        return node;
    }

    private SchemaRule? RuleOf(JsonElement schema, JsonProperty keyword, string place)
    {
        JsonElement value = keyword.Value;
        switch (keyword.Name)
        {
            case "type":
                return ValueRules.Type(value, place);
            case "enum":
                return ValueRules.Enum(value, place);
            case "const":
                return ValueRules.Const(value);
            case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf":
                return NumberRules.Of(keyword.Name, value, place);
            case "minLength" or "maxLength":
                return TextRules.Length(keyword.Name, value, place);
            case "pattern":
                return TextRules.Pattern(value, place);
            case "format":
                return TextRules.Format(value, place);
            case "required" or "minProperties" or "maxProperties" or "properties" or "additionalProperties":
                return new ObjectRules(this, schema).Of(keyword.Name, value, place);
            case "items" or "minItems" or "maxItems":
                return ArrayRules.Of(this, keyword.Name, value, place);
            case "allOf" or "anyOf" or "oneOf" or "not":
                return CombinedRules.Of(this, keyword.Name, value, place);
            case "$ref":
                return Read(Resolve(SchemaErrors.Text(value, place), place), SchemaErrors.Text(value, place)).Check;
            default:
                return Annotations.Contains(keyword.Name)
                    ? null
                    : throw SchemaErrors.At(
                        place,
                        $"the keyword '{keyword.Name}' is not known",
                        Suggestion.DidYouMean(keyword.Name, Keywords) ?? $"known are {string.Join(", ", Keywords)}");
        }
    }

    private JsonElement Resolve(string reference, string place)
    {
        if (reference != Root && !reference.StartsWith("#/", StringComparison.Ordinal))
        {
            throw SchemaErrors.At(
                place,
                $"'{reference}' is outside of the schema",
                "references begin with #/, for example #/$defs/price");
        }

        JsonElement found = root;
        foreach (string member in reference.Split('/').Skip(1))
        {
            if (found.ValueKind != JsonValueKind.Object
                || !found.TryGetProperty(JsonPointer.Decode(member), out found))
            {
                throw SchemaErrors.At(place, $"there is nothing at '{reference}'");
            }
        }

        return found;
    }
}
