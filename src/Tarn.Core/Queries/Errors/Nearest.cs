using System.Text.RegularExpressions;
using Tarn.Common;

namespace Tarn.Queries.Errors;

/// <summary>The name that was probably meant, from those that the engine offers below its message.</summary>
internal static partial class Nearest
{
    /// <param name="name">As it was written; its last part counts.</param>
    /// <param name="offered">Text with names in double quotes.</param>
    /// <param name="others">More names.</param>
    public static string? Of(string name, string offered, IEnumerable<string>? others = null)
    {
        string[] candidates = [.. Quoted().Matches(offered).Select(match => match.Groups["name"].Value)];
        string last = name[(name.LastIndexOf('.') + 1)..];
        return Suggestion.DidYouMean(last, candidates.Concat(others ?? []));
    }

    [GeneratedRegex("\"(?<name>[^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
