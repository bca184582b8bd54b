using System.Text.RegularExpressions;
using Tarn.Common;

namespace Tarn.Logs;

/// <summary>
/// A filter of terms ("Filter pattern syntax: Match terms"): all must be in the text, of those with <c>?</c> one, of
/// those with <c>-</c> none. Letters count in their case.
/// </summary>
public sealed partial class FilterPattern
{
    private readonly List<string> _all = [];
    private readonly List<string> _any = [];
    private readonly List<string> _none = [];

    /// <param name="text">Empty matches everything.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: it is of JSON, of columns, or a regular expression.</exception>
    public FilterPattern(string text)
    {
        string pattern = text.Trim();
        if (pattern.StartsWith('{') || pattern.StartsWith('[') || pattern.StartsWith('%'))
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"the filter pattern '{text}' is none of terms, which are all that Tarn knows");
        }

        foreach (Match match in Term().Matches(pattern))
        {
            string term = match.Groups["quoted"] is { Success: true } quoted
                ? quoted.Value
                : match.Groups["plain"].Value;
            List<string> list = match.Groups["mark"].Value switch { "?" => _any, "-" => _none, _ => _all };
            list.Add(term);
        }
    }

    public bool Matches(string text) =>
        _all.TrueForAll(term => text.Contains(term, StringComparison.Ordinal))
        && (_any.Count == 0 || _any.Exists(term => text.Contains(term, StringComparison.Ordinal)))
        && !_none.Exists(term => text.Contains(term, StringComparison.Ordinal));

    [GeneratedRegex("""(?<mark>[?-]?)(?:"(?<quoted>[^"]*)"|(?<plain>\S+))""")]
    private static partial Regex Term();
}
