using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Tarn.Engine.Dialect.Functions.Json;

/// <summary>Reads JSON (RFC 8259).</summary>
internal static class JsonInput
{
    private const int DepthMax = 1000;
    private const int DecimalDigitsMax = 28;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DepthMax };

    /// <summary>The document, to be disposed; null when the text is no JSON.</summary>
    public static JsonDocument? Open(string text)
    {
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (Exception exception) when (exception is JsonException or EncoderFallbackException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Null when the text is no JSON.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="isExact">Whether <c>1.10</c> stays a decimal; otherwise it is a double.</param>
    public static JsonItem? Read(string text, bool isExact)
    {
        using JsonDocument? document = Open(text);
        return document is null ? null : Of(document.RootElement, isExact);
    }

    public static JsonItem Of(JsonElement element, bool isExact) => element.ValueKind switch
    {
        JsonValueKind.True => new JsonItem.Truth(true),
        JsonValueKind.False => new JsonItem.Truth(false),
        JsonValueKind.Number => new JsonItem.Number(NumberOf(element.GetRawText(), isExact)),
        JsonValueKind.String => new JsonItem.Text(TextOf(element)),
        JsonValueKind.Array => new JsonItem.Sequence([.. element.EnumerateArray().Select(item => Of(item, isExact))]),
        JsonValueKind.Object => new JsonItem.Structure(Members(element, isExact)),
        _ => JsonItem.NullItem,
    };

    /// <summary>Half of a surrogate pair is no text to .NET: such a text stays as it is written.</summary>
    public static string TextOf(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText().Trim('"');
        }
    }

    /// <summary>Of equal names the last one counts, at the place of the first.</summary>
    private static List<KeyValuePair<string, JsonItem>> Members(JsonElement element, bool isExact)
    {
        List<KeyValuePair<string, JsonItem>> members = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            KeyValuePair<string, JsonItem> entry = KeyValuePair.Create(member.Name, Of(member.Value, isExact));
            if (places.TryAdd(member.Name, members.Count))
            {
                members.Add(entry);
            }
            else
            {
                members[places[member.Name]] = entry;
            }
        }

        return members;
    }

    private static object NumberOf(string text, bool isExact)
    {
        if (!text.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            return BigInteger.Parse(text, CultureInfo.InvariantCulture);
        }

        bool isDecimal = isExact
            && !text.AsSpan().ContainsAny('e', 'E')
            && text.Count(char.IsAsciiDigit) <= DecimalDigitsMax;
        return isDecimal
            ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
