using System.Globalization;
using System.Text;

namespace Tarn.Engine.Dialect.Functions.Json;

/// <summary>Writes JSON without blanks.</summary>
internal static class JsonOutput
{
    public static string Write(JsonItem item)
    {
        StringBuilder output = new();
        Write(output, item);
        return output.ToString();
    }

    /// <summary>The same with the members of objects in the order of their names.</summary>
    public static JsonItem Sorted(JsonItem item) => item switch
    {
        JsonItem.Sequence sequence => new JsonItem.Sequence([.. sequence.Elements.Select(Sorted)]),
        JsonItem.Structure structure => new JsonItem.Structure(
            [.. structure.Members
                .OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))]),
        _ => item,
    };

    /// <summary>A number as Java prints it.</summary>
    public static string Number(object value) => value switch
    {
        double number => JavaDouble.ToText(number),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void Write(StringBuilder output, JsonItem item)
    {
        switch (item)
        {
            case JsonItem.Truth truth:
                output.Append(truth.Value ? "true" : "false");
                break;
            case JsonItem.Number { Value: double value } when !double.IsFinite(value):
                output.Append('"').Append(Number(value)).Append('"');
                break;
            case JsonItem.Number number:
                output.Append(Number(number.Value));
                break;
            case JsonItem.Text text:
                Quote(output, text.Value);
                break;
            case JsonItem.Sequence sequence:
                Elements(output, sequence);
                break;
            case JsonItem.Structure structure:
                Members(output, structure);
                break;
            default:
                output.Append("null");
                break;
        }
    }

    private static void Elements(StringBuilder output, JsonItem.Sequence sequence)
    {
        string separator = "[";
        foreach (JsonItem element in sequence.Elements)
        {
            output.Append(separator);
            Write(output, element);
            separator = ",";
        }

        output.Append(sequence.Elements.Count == 0 ? "[]" : "]");
    }

    private static void Members(StringBuilder output, JsonItem.Structure structure)
    {
        string separator = "{";
        foreach ((string name, JsonItem value) in structure.Members)
        {
            output.Append(separator);
            Quote(output, name);
            output.Append(':');
            Write(output, value);
            separator = ",";
        }

        output.Append(structure.Members.Count == 0 ? "{}" : "}");
    }

    private static void Quote(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (char character in text)
        {
            _ = character switch
            {
                '"' or '\\' => output.Append('\\').Append(character),
                '\n' => output.Append("\\n"),
                '\r' => output.Append("\\r"),
                '\t' => output.Append("\\t"),
                '\b' => output.Append("\\b"),
                '\f' => output.Append("\\f"),
                < ' ' => output.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => output.Append(character),
            };
        }

        output.Append('"');
    }
}
