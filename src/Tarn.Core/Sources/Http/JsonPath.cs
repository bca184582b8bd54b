using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tarn.Sources.Http;

/// <summary>
/// A place in a JSON value: <c>$.data.items</c>, <c>links['next page']</c>, <c>$[0].id</c>. Of JSONPath (RFC 9535) that
/// is the part that names one value.
/// </summary>
public sealed partial record JsonPath
{
    private readonly string _text;
    private readonly object[] _steps;

    private JsonPath(string text, object[] steps)
    {
        _text = text;
        _steps = steps;
    }

    /// <summary>The whole value.</summary>
    public static JsonPath Root { get; } = new("$", []);

    /// <summary>Null when the text is no path.</summary>
    public static JsonPath? TryParse(string text)
    {
        string rest = text.StartsWith('$') ? text[1..]
            : text.StartsWith('[') || text.StartsWith('.') ? text
            : "." + text;
        List<object> steps = [];
        while (rest.Length > 0)
        {
            Match match = Step().Match(rest);
            if (!match.Success)
            {
                return null;
            }

            steps.Add(match.Groups["index"].Success
                ? int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture)
                : match.Groups["name"].Value);
            rest = rest[match.Length..];
        }

        return new JsonPath(text, [.. steps]);
    }

    /// <summary>The value there; null when there is none.</summary>
    public JsonElement? Find(JsonElement value)
    {
        foreach (object step in _steps)
        {
            if (step is string name && value.ValueKind == JsonValueKind.Object
                && value.TryGetProperty(name, out JsonElement member))
            {
                value = member;
            }
            else if (step is int index && value.ValueKind == JsonValueKind.Array && index < value.GetArrayLength())
            {
                value = value[index];
            }
            else
            {
                return null;
            }
        }

        return value;
    }

    public bool Equals(JsonPath? other) => other is not null && _steps.SequenceEqual(other._steps);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text;

    [GeneratedRegex(@"\G(?:\.(?<name>[^.\[\]]+)|\['(?<name>[^']+)'\]|\[(?<index>[0-9]{1,6})\])")]
    private static partial Regex Step();
}
