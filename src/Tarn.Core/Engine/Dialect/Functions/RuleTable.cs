using System.Text.RegularExpressions;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>The rules and functions of one family.</summary>
/// <param name="Templates">
/// Rules that are lines, see <see cref="RuleLine"/>; a line that begins with a blank goes on with the one before.
/// </param>
/// <param name="Rules">Those that need more than a template.</param>
/// <param name="Functions">What templates call: functions of ours, named <c>tarn_…</c>.</param>
internal sealed partial record RuleTable(
    string Templates, IReadOnlyList<CallRule> Rules, IReadOnlyList<ScalarFunction> Functions)
{
    public IEnumerable<CallRule> All() => Lines().Select(RuleLine.Parse).Concat(Rules);

    /// <summary>A line that begins with a blank goes on with the one before it.</summary>
    private IEnumerable<string> Lines() => Templates
        .ReplaceLineEndings("\n")
        .Replace("\n ", " ", StringComparison.Ordinal)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => Blanks().Replace(line, " "));

    [GeneratedRegex(" {2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
