using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Tarn.Engine.Dialect.Functions;

namespace Tarn.Queries.Errors;

/// <summary>Calls and operators that there are not, or not for these types.</summary>
internal static class CallRules
{
    private const int CandidatesMax = 4;

    private static readonly FrozenSet<string> WindowFunctions = new[]
    {
        "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "first_value",
        "last_value", "nth_value",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<WordingRule> All { get; } =
    [
        new("(?:Scalar|Aggregate|Table|Macro|Window)(?: Macro)? Function with name \"?(?<name>\\w+)\"? does not exist",
            (match, _) => Unknown(match.Groups["name"].Value, match.Result("$'"))),
        new("(?:No function matches the given name and argument types '"
                + "|Could not choose a best candidate function for the function call \")"
                + "(?<name>[^(]+)\\((?<types>.*)\\)['\"]\\.",
            Unfit),
        new("Cannot mix values of type (?<left>.*) and (?<right>.*) in (?<where>\\w+)", (match, site) => Mixed(
            match.Groups["where"].Value,
            TypeWords.Of(match.Groups["left"].Value),
            TypeWords.Of(match.Groups["right"].Value)) with
        {
            Position = site.Position ?? site.Start(site.Find([match.Groups["where"].Value])),
        }),
        new("UNNEST requires a single list", (_, _) =>
            new Wording("TYPE_MISMATCH", "Cannot unnest type: only arrays and maps have rows")),
        new("APPROXIMATE QUANTILE can only take parameters in range", (_, _) =>
            new Wording("INVALID_FUNCTION_ARGUMENT", "Percentile must be between 0 and 1")),
    ];

    /// <summary>Values in one place that have no type in common.</summary>
    public static Wording Mixed(string where, string left, string right) => new(
        "TYPE_MISMATCH",
        $"{Operands(where)} must be the same type or coercible to a common type. Cannot find common type between"
            + $" {left} and {right}, all types (without duplicates): [{left}, {right}]");

    private static string Operands(string where) => where.ToUpperInvariant() switch
    {
        "CASE" => "All CASE results",
        "IN" => "IN value and list items",
        string word => $"All {word} operands",
    };

    private static Wording Unknown(string name, string offered) => WindowFunctions.Contains(name)
        ? new Wording("MISSING_OVER", $"Window function {name.ToLowerInvariant()} requires an OVER clause")
        : new Wording("FUNCTION_NOT_FOUND", $"Function '{name.ToLowerInvariant()}' not registered")
        {
            Hint = Nearest.Of(name, offered, FunctionRules.Names),
        };

    private static Wording Unfit(Match match, ErrorSite site)
    {
        string name = match.Groups["name"].Value;
        IReadOnlyList<string> types = TypeWords.List(match.Groups["types"].Value);
        if (name is "~~" or "!~~" && types.Count == 2)
        {
            bool isPattern = types[0].StartsWith("varchar", StringComparison.Ordinal);
            return new Wording(
                "TYPE_MISMATCH",
                $"{(isPattern ? "Pattern for" : "Left side of")} LIKE expression must evaluate to a varchar"
                    + $" (actual: {(isPattern ? types[1] : types[0])})");
        }

        if (!char.IsLetter(name[0]))
        {
            string words = types.Count == 2 ? $"{types[0]} {name} {types[1]}" : $"{name}{string.Join(", ", types)}";
            return new Wording("TYPE_MISMATCH", $"Cannot apply operator: {words}");
        }

        // The engine may know the function by another name, to which the statement was rewritten.
        string written = site.IsCall(site.Index) ? site.Text(site.Index).ToLowerInvariant() : name;
        string expected = written == name ? Candidates(match, name) : "";
        return new Wording(
            "FUNCTION_NOT_FOUND",
            $"Unexpected parameters ({string.Join(", ", types)}) for function {written}{expected}");
    }

    /// <summary>The first of those that the engine lists in the lines below.</summary>
    private static string Candidates(Match match, string name)
    {
        string[] lines = match.Result("$'").Split('\n', StringSplitOptions.TrimEntries);
        IEnumerable<string> found = lines
            .Where(line => line.StartsWith(name + "(", StringComparison.Ordinal))
            .Select(line => line[(name.Length + 1)..line.LastIndexOf(") ->", StringComparison.Ordinal)])
            .Where(types => !types.Contains("ANY", StringComparison.Ordinal))
            .Take(CandidatesMax)
            .Select(types => $"{name}({string.Join(", ", TypeWords.List(types))})");
        string list = string.Join(", ", found);
        return list.Length > 0 ? $". Expected: {list}" : "";
    }
}
