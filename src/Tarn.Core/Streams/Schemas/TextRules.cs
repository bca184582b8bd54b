using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tarn.Streams.Schemas;

/// <summary>Keywords of text; other values keep to them.</summary>
internal static class TextRules
{
    private static readonly Dictionary<string, Func<JsonElement, bool>> Formats = new(StringComparer.Ordinal)
    {
        ["date-time"] = element => element.TryGetDateTimeOffset(out _),
        ["date"] = element => DateOnly.TryParseExact(element.GetString(), "yyyy-MM-dd", out _),
        ["uuid"] = element => Guid.TryParseExact(element.GetString(), "D", out _),
        ["uri"] = element => Uri.TryCreate(element.GetString(), UriKind.Absolute, out _),
        ["ipv4"] = element => IsAddress(element, '.'),
        ["ipv6"] = element => IsAddress(element, ':'),
        ["email"] = element => element.GetString()!.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
            && at < element.GetString()!.Length - 1,
    };

    public static SchemaRule Length(string keyword, JsonElement value, string place)
    {
        int count = SchemaErrors.Count(value, place);
        return keyword == "minLength"
            ? Rule(element => LengthOf(element) >= count, $"it is shorter than {count} characters")
            : Rule(element => LengthOf(element) <= count, $"it is longer than {count} characters");
    }

    /// <summary>In time that grows with the text only, whatever the pattern is.</summary>
    public static SchemaRule Pattern(JsonElement value, string place)
    {
        string pattern = SchemaErrors.Text(value, place);
        try
        {
            Regex regex = new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return Rule(element => regex.IsMatch(element.GetString()!), $"it does not match '{pattern}'");
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw SchemaErrors.At(place, $"'{pattern}' is no pattern: {exception.Message}");
        }
    }

    public static SchemaRule Format(JsonElement value, string place)
    {
        string name = SchemaErrors.Text(value, place);
        return Formats.TryGetValue(name, out Func<JsonElement, bool>? holds)
            ? Rule(holds, $"it is no {name}")
            : throw SchemaErrors.At(
                place, $"the format '{name}' is not known", $"formats: {string.Join(", ", Formats.Keys)}");
    }

    private static SchemaRule Rule(Func<JsonElement, bool> holds, string message) => element =>
        element.ValueKind != JsonValueKind.String || holds(element) ? null : new SchemaFailure(message);

    /// <summary>In characters of Unicode.</summary>
    private static int LengthOf(JsonElement element) => element.GetString()!.EnumerateRunes().Count();

    private static bool IsAddress(JsonElement element, char separator) =>
        element.GetString()!.Contains(separator, StringComparison.Ordinal)
        && System.Net.IPAddress.TryParse(element.GetString(), out _);
}
