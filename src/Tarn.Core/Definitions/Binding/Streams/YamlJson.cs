using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding.Streams;

/// <summary>
/// JSON that is written as YAML: what is not quoted and looks like a number, true, false or null is that.
/// </summary>
internal static partial class YamlJson
{
    public static string Of(YamlNode node)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text))
        {
            Write(writer, node);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, YamlNode node)
    {
        switch (node)
        {
            case YamlNode.Map map:
                writer.WriteStartObject();
                foreach (YamlEntry entry in map.Entries)
                {
                    writer.WritePropertyName(entry.Key.Value);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case YamlNode.Sequence list:
                writer.WriteStartArray();
                foreach (YamlNode item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case YamlNode.Scalar { IsNull: true }:
                writer.WriteNullValue();
                break;
            case YamlNode.Scalar { Style: ScalarStyle.Plain } plain when Typed().IsMatch(plain.Value):
                writer.WriteRawValue(plain.Value);
                break;
            case YamlNode.Scalar scalar:
                writer.WriteStringValue(scalar.Value);
                break;
        }
    }

    [GeneratedRegex(
        @"^(?:true|false|-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Typed();
}
