using System.Text;
using System.Text.RegularExpressions;

namespace Tarn.Security.Policies;

/// <summary>
/// A pattern with policy variables, as <c>home/${aws:username}/*</c>: their values are text, whatever is in them
/// ("IAM policy elements: Variables and tags").
/// </summary>
internal sealed partial class VariablePattern
{
    // A private character for each of the wildcards, so that those of values are text.
    private const char Star = '\uE02A';
    private const char Question = '\uE03F';

    private readonly string _text;

    private VariablePattern(string text) => _text = text;

    /// <summary>Null when the text has no variables.</summary>
    public static VariablePattern? Of(string text) =>
        text.Contains("${", StringComparison.Ordinal) ? new VariablePattern(text) : null;

    /// <summary>Whether it matches the text with the values of a request; null when one has no value.</summary>
    public bool? Matches(string text, PolicyRequest request, bool ignoresCase) =>
        Resolve(request, Escape) is { } resolved
            ? new TextPattern(resolved, ignoresCase).Matches(Escape(text))
            : null;

    /// <summary>The text with the values of a request; null when one has none.</summary>
    public string? Resolve(PolicyRequest request) => Resolve(request, value => value);

    private string? Resolve(PolicyRequest request, Func<string, string> write)
    {
        StringBuilder resolved = new();
        int end = 0;
        foreach (Match match in Variable().Matches(_text))
        {
            resolved.Append(_text, end, match.Index - end);
            end = match.Index + match.Length;
            if (ValueOf(match, request) is not { } value)
            {
                return null;
            }

            resolved.Append(write(value));
        }

        return resolved.Append(_text, end, _text.Length - end).ToString();
    }

    private static string? ValueOf(Match match, PolicyRequest request)
    {
        string key = match.Groups["key"].Value;
        if (key.Length == 1)
        {
            return key;
        }

        return request.Context.TryGetValue(key, out IReadOnlyList<string>? values) && values.Count == 1
            ? values[0]
            : match.Groups["default"] is { Success: true } fallback ? fallback.Value : null;
    }

    private static string Escape(string text) => text.Replace('*', Star).Replace('?', Question);

    [GeneratedRegex(@"\$\{(?<key>[*?$]|[A-Za-z0-9-]+:[^},']+?)(?:\s*,\s*'(?<default>[^']*)')?\s*\}")]
    private static partial Regex Variable();
}
