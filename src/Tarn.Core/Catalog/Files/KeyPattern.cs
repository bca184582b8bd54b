using System.Text;
using System.Text.RegularExpressions;

namespace Tarn.Catalog.Files;

/// <summary>
/// A pattern of object keys: '*' matches inside a segment, '**/' any number of segments, '?' one character; a '\'
/// makes the next character an ordinary one.
/// </summary>
internal sealed class KeyPattern
{
    private static readonly char[] Special = ['*', '?', '\\'];

    private readonly Regex _regex;

    public KeyPattern(string pattern)
    {
        int wildcard = pattern.IndexOfAny(Special);
        Prefix = wildcard < 0 ? pattern : pattern[..wildcard];
        _regex = new Regex(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>The literal start that every matching key has; what a listing asks for.</summary>
    public string Prefix { get; }

    /// <summary>The pattern that only this key matches.</summary>
    public static string Literal(string key) => key.IndexOfAny(Special) < 0
        ? key
        : string.Concat(key.Select(character => Special.Contains(character) ? $"\\{character}" : $"{character}"));

    public bool IsMatch(string key) => _regex.IsMatch(key);

    private static string Translate(string pattern)
    {
        StringBuilder regex = new("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern.AsSpan(i).StartsWith("**/"))
            {
                regex.Append("(?:[^/]+/)*");
                i += 2;
            }
            else if (pattern.AsSpan(i).StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                i++;
                regex.Append(Regex.Escape(pattern[i].ToString()));
            }
            else
            {
                regex.Append(pattern[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    char other => Regex.Escape(other.ToString()),
                });
            }
        }

        return regex.Append('$').ToString();
    }
}
