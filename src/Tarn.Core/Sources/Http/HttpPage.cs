using System.Globalization;
using System.Text.Json;
using Tarn.Common;

namespace Tarn.Sources.Http;

/// <summary>One answer of a service.</summary>
/// <param name="Url">That was asked.</param>
/// <param name="Body">As it came.</param>
/// <param name="NextLink">What its header <c>Link</c> names as the next; null when it names none.</param>
internal sealed record HttpPage(Uri Url, byte[] Body, Uri? NextLink)
{
    /// <exception cref="TarnException"><c>TN9204</c>: it is no JSON.</exception>
    public JsonDocument Parse()
    {
        try
        {
            return JsonDocument.Parse(Body);
        }
        catch (JsonException exception)
        {
            throw new TarnException(
                ErrorCodes.SourceUnfit,
                $"{Url.GetLeftPart(UriPartial.Path)} answered with something that is no JSON: {exception.Message}",
                exception);
        }
    }

    /// <summary>The greater of two values of a cursor: numbers as such, texts by their characters.</summary>
    public static JsonElement? Greater(JsonElement? one, JsonElement? other)
    {
        if (one is not { } left || other is not { } right)
        {
            return one ?? other;
        }

        bool areNumbers = left.ValueKind == JsonValueKind.Number && right.ValueKind == JsonValueKind.Number;
        int order = areNumbers
            ? left.GetDecimal().CompareTo(right.GetDecimal())
            : string.CompareOrdinal(TextOf(left), TextOf(right));
        return order >= 0 ? left : right;
    }

    /// <summary>A value as a parameter has it.</summary>
    public static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetDecimal().ToString(CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };
}
