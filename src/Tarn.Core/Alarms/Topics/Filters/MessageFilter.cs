using System.Globalization;
using System.Text.Json;
using Tarn.Common;

namespace Tarn.Alarms.Topics.Filters;

/// <summary>
/// Which messages a subscriber gets: for each key of the policy one of its values must fit what the message has, in its
/// attributes or its body.
/// </summary>
public sealed class MessageFilter
{
    private readonly JsonElement _policy;
    private readonly bool _isOfBody;

    private MessageFilter(JsonElement policy, bool isOfBody)
    {
        _policy = policy;
        _isOfBody = isOfBody;
    }

    /// <exception cref="TarnException"><c>TN1005</c>: it is no policy, or has what the lake does not know.</exception>
    public static MessageFilter Parse(string policy, bool isOfBody)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(policy);
            Check(document.RootElement, isOfBody);
            return new MessageFilter(document.RootElement.Clone(), isOfBody);
        }
        catch (JsonException exception)
        {
            throw new TarnException(ErrorCodes.BadArgument, "the filter policy is no JSON", exception);
        }
    }

    public bool Fits(TopicMessage message)
    {
        if (!_isOfBody)
        {
            return Fits(_policy, AttributesOf(message));
        }

        try
        {
            using JsonDocument body = JsonDocument.Parse(message.Text);
            return body.RootElement.ValueKind == JsonValueKind.Object && Fits(_policy, body.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Check(JsonElement policy, bool isOfBody)
    {
        if (policy.ValueKind != JsonValueKind.Object)
        {
            throw new TarnException(ErrorCodes.BadArgument, "the filter policy is no JSON object");
        }

        foreach (JsonProperty key in policy.EnumerateObject())
        {
            if (key.Name.StartsWith('$'))
            {
                throw FilterRule.Wrong($"'{key.Name}'");
            }

            if (key.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement rule in key.Value.EnumerateArray())
                {
                    FilterRule.Check(rule);
                }
            }
            else if (isOfBody && key.Value.ValueKind == JsonValueKind.Object)
            {
                Check(key.Value, isOfBody);
            }
            else
            {
                throw FilterRule.Wrong($"a value of '{key.Name}' that is no list");
            }
        }
    }

    private static bool Fits(JsonElement policy, JsonElement found)
    {
        foreach (JsonProperty key in policy.EnumerateObject())
        {
            bool isThere = found.TryGetProperty(key.Name, out JsonElement value);
            bool fits = key.Value.ValueKind == JsonValueKind.Object
                ? isThere && value.ValueKind == JsonValueKind.Object && Fits(key.Value, value)
                : key.Value.EnumerateArray().Any(rule =>
                    isThere ? ValuesOf(value).Any(one => FilterRule.Fits(rule, one)) : FilterRule.FitsNothing(rule));
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private static JsonElement[] ValuesOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    /// <summary>As JSON has them: numbers are numbers, arrays are arrays; binary is left out.</summary>
    private static JsonElement AttributesOf(TopicMessage message)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text))
        {
            writer.WriteStartObject();
            foreach ((string name, MessageAttribute attribute) in message.Attributes)
            {
                Write(writer, name, attribute);
            }

            writer.WriteEndObject();
        }

        using JsonDocument document = JsonDocument.Parse(text.ToArray());
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, string name, MessageAttribute attribute)
    {
        switch (attribute.Type.Split('.')[0])
        {
            case "Number" when decimal.TryParse(
                attribute.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number):
                writer.WriteNumber(name, number);
                break;
            case "String" when attribute.Type == "String.Array":
                writer.WritePropertyName(name);
                writer.WriteRawValue(attribute.Value);
                break;
            case "String":
                writer.WriteString(name, attribute.Value);
                break;
        }
    }
}
