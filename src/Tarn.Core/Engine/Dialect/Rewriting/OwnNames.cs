using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Names of functions that Tarn adds to the engine.</summary>
internal static partial class OwnNames
{
    private const string Start = "tarn_";

    public static IEnumerable<string> In(string text) => text.Contains(Start, StringComparison.Ordinal)
        ? Pattern().Matches(text).Select(match => match.Value)
        : [];

    /// <summary>They are for rewritten texts: what a person writes must not call them.</summary>
    /// <exception cref="EngineException"><c>TN3005</c>: it does.</exception>
    public static void Refuse(string source)
    {
        if (!source.Contains(Start, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        IReadOnlyList<SqlToken> tokens = SqlTokens.Read(source);
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            ReadOnlySpan<char> name = tokens[i].Text(source).Trim('"');
            if (tokens[i].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName
                && name.StartsWith(Start, StringComparison.OrdinalIgnoreCase)
                && tokens[i + 1].Text(source) is "(")
            {
                throw new EngineException(
                    ErrorCodes.StatementNotAllowed,
                    EngineErrorKind.Permission,
                    $"the function '{name}' is Tarn's own and not for statements",
                    tokens[i].Start);
            }
        }
    }

    [GeneratedRegex(@"\btarn_\w+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
