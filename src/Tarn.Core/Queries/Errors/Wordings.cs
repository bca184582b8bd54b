using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Engine.Errors;

namespace Tarn.Queries.Errors;

/// <summary>The one place where errors of the engine, of statements and of limits get Athena's words.</summary>
internal static partial class Wordings
{
    private static readonly WordingRule[] Rules =
    [
        .. NameRules.All, .. CallRules.All, .. MismatchRules.All, .. ClauseRules.All, .. ValueRules.All,
        .. RefusalRules.All,
    ];

    public static Wording Of(TarnException exception, ErrorSite site)
    {
        if (exception is ViewException view)
        {
            return NameRules.OfView(view, site);
        }

        string message = exception is EngineException engine ? engine.RawMessage : exception.Message;
        Match named = Named().Match(message);
        string text = named.Success ? named.Groups["text"].Value : message;
        Wording? wording = Rules
            .Select(rule => rule.Apply(text, site))
            .FirstOrDefault(wording => wording is not null);
        return wording ?? (named.Success ? new Wording(named.Groups["name"].Value, text) : LimitWords.Of(exception));
    }

    /// <summary>Ours that have a name already, and what functions of ours throw.</summary>
    [GeneratedRegex(
        @"\A(?<name>[A-Z][A-Z_]+[A-Z]): (?:line [0-9]+:[0-9]+: )?(?<text>[^\n]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
