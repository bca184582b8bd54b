using System.Text.RegularExpressions;

namespace Tarn.Queries.Errors;

/// <summary>One kind of message and how Athena words it.</summary>
/// <param name="pattern">An expression that the beginning of the message must match.</param>
/// <param name="write">Null when Athena's words do not fit after all.</param>
internal sealed class WordingRule(string pattern, Func<Match, ErrorSite, Wording?> write)
{
    private readonly Regex _pattern = new(
        @"\A(?:" + pattern + ")", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public Wording? Apply(string message, ErrorSite site) =>
        _pattern.Match(message) is { Success: true } match ? write(match, site) : null;
}
