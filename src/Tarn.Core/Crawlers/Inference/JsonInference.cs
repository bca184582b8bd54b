using System.Text.Json;
using Tarn.Catalog.Types;

namespace Tarn.Crawlers.Inference;

/// <summary>The type of a JSON value. Texts are dates and moments when they are ISO 8601, never numbers.</summary>
internal static class JsonInference
{
    private const int DepthMax = 16;

    /// <summary>A value deeper than the limit is string: the text of the JSON.</summary>
    public static HiveType Of(JsonElement value, int depth = 0) => value.ValueKind switch
    {
        JsonValueKind.Null => HiveType.Void,
        JsonValueKind.True or JsonValueKind.False => HiveType.Boolean,
        JsonValueKind.Number => NumberOf(value),
        JsonValueKind.String => IsoText.TypeOf(value.GetString()!) ?? HiveType.Text,
        _ when depth >= DepthMax => HiveType.Text,
        JsonValueKind.Array => new HiveType.Array(
            value.EnumerateArray().Select(item => Of(item, depth + 1)).Aggregate(HiveType.Void, TypeMerge.Merge)),
        _ => ObjectOf(value, depth),
    };

    /// <summary>A column with the formats that its type asks for.</summary>
    public static SchemaColumn Column(string name, JsonElement value)
    {
        HiveType type = Of(value);
        bool isMoment = type == HiveType.Date || type == HiveType.Timestamp;
        return new SchemaColumn(name, type) { Formats = isMoment ? [MomentFormats.Iso] : [] };
    }

    /// <summary>Of an object without keys nothing is known; a key that comes twice has both types.</summary>
    private static HiveType ObjectOf(JsonElement value, int depth)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        List<HiveField> fields = [];
        foreach (JsonProperty property in value.EnumerateObject())
        {
            HiveType type = Of(property.Value, depth + 1);
            if (places.TryGetValue(property.Name, out int place))
            {
                fields[place] = fields[place] with { Type = TypeMerge.Merge(fields[place].Type, type) };
            }
            else
            {
                places.Add(property.Name, fields.Count);
                fields.Add(new HiveField(property.Name, type));
            }
        }

        return fields.Count == 0 ? HiveType.Void : TypeMerge.StructOf(fields);
    }

    private static HiveType NumberOf(JsonElement value)
    {
        if (value.TryGetInt32(out _))
        {
            return HiveType.Int;
        }

        return value.TryGetInt64(out _) ? HiveType.BigInt : HiveType.Double;
    }
}
