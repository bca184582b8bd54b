using System.Globalization;
using System.Text.Json;

namespace Tarn.Streams.Schemas;

/// <summary>Keywords that combine schemas.</summary>
internal static class CombinedRules
{
    public static SchemaRule Of(SchemaReader reader, string keyword, JsonElement value, string place)
    {
        if (keyword == "not")
        {
            SchemaNode refused = reader.Read(value, place);
            return element => refused.Check(element) is null
                ? new SchemaFailure("it is what it must not be")
                : null;
        }

        SchemaNode[] nodes =
        [
            .. SchemaErrors.Items(value, place).Select((item, index) =>
                reader.Read(item, string.Create(CultureInfo.InvariantCulture, $"{place}/{index}"))),
        ];
        return keyword switch
        {
            "allOf" => element => nodes.Select(node => node.Check(element)).FirstOrDefault(found => found is not null),
            "anyOf" => element => nodes.Any(node => node.Check(element) is null)
                ? null
                : new SchemaFailure("it keeps to none of the schemas of anyOf"),
            _ => element => nodes.Count(node => node.Check(element) is null) is var count && count == 1
                ? null
                : new SchemaFailure($"it keeps to {count} of the schemas of oneOf, expected one"),
        };
    }
}
