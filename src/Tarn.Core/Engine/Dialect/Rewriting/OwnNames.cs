using System.Text.RegularExpressions;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Names of functions that Tarn adds to the engine.</summary>
internal static partial class OwnNames
{
    public static IEnumerable<string> In(string text) => text.Contains("tarn_", StringComparison.Ordinal)
        ? Pattern().Matches(text).Select(match => match.Value)
        : [];

    [GeneratedRegex(@"\btarn_\w+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
