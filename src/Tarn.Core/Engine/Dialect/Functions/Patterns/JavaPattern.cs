using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Tarn.Engine.Dialect.Functions.Patterns;

/// <summary>A regular expression in Java's syntax, which sees code points, not UTF-16 units.</summary>
internal sealed class JavaPattern
{
    private const int KnownMax = 500;

    private static readonly TimeSpan MatchTimeMax = TimeSpan.FromSeconds(20);
    private static readonly ConcurrentDictionary<string, JavaPattern> Known = new(StringComparer.Ordinal);

    private readonly Regex _narrow;
    private readonly Lazy<Regex> _wide;
    private readonly IReadOnlyDictionary<string, int> _groups;

    private JavaPattern(string pattern)
    {
        PatternTranslation translation = PatternTranslator.Translate(pattern, isWide: false);
        _groups = translation.Groups;
        _narrow = Compile(pattern, translation);
        _wide = new Lazy<Regex>(() => Compile(pattern, PatternTranslator.Translate(pattern, isWide: true)));
    }

    /// <summary>How many groups there are besides the match itself.</summary>
    public int GroupCount => _narrow.GetGroupNumbers().Length - 1;

    /// <exception cref="InvalidOperationException">It is no regular expression.</exception>
    public static JavaPattern Of(string pattern)
    {
        if (Known.TryGetValue(pattern, out JavaPattern? known))
        {
            return known;
        }

        if (Known.Count >= KnownMax)
        {
            Known.Clear();
        }

        return Known[pattern] = new JavaPattern(pattern);
    }

    public int? GroupOf(string name) => _groups.TryGetValue(name, out int group) ? group : null;

    /// <summary>All matches one after another; an empty one is never within a code point.</summary>
    public IEnumerable<Match> Matches(string text, int start = 0)
    {
        bool isWide = text.AsSpan().ContainsAnyInRange('\ud800', '\udfff');
        Regex regex = isWide ? _wide.Value : _narrow;
        for (Match match = regex.Match(text, start); match.Success; match = match.NextMatch())
        {
            bool isWithin = isWide && match.Length == 0 && match.Index > 0 && match.Index < text.Length
                && char.IsSurrogatePair(text[match.Index - 1], text[match.Index]);
            if (!isWithin)
            {
                yield return match;
            }
        }
    }

    private static Regex Compile(string pattern, PatternTranslation translation)
    {
        try
        {
            return new Regex(translation.Pattern, RegexOptions.CultureInvariant, MatchTimeMax);
        }
        catch (ArgumentException exception)
        {
            throw FunctionError.InvalidArgument($"Invalid pattern '{pattern}': {exception.Message}");
        }
    }
}
