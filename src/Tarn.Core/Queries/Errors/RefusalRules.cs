namespace Tarn.Queries.Errors;

/// <summary>What Tarn refuses, though it may be good SQL: Athena does not have it, or does not allow it.</summary>
internal static class RefusalRules
{
    public static IReadOnlyList<WordingRule> All { get; } =
    [
        new("Only a SELECT statement is allowed here", (_, site) =>
            new Wording("SYNTAX_ERROR", $"mismatched input '{site.Text(0)}'")
            {
                Position = site.Start(0),
                Hint = "a query is one SELECT over tables of the catalog",
            }),
        new("One SELECT statement is expected, the text has 0", (_, site) =>
            new Wording("SYNTAX_ERROR", "mismatched input '<EOF>'") { Position = site.Sql.Length }),
        new("One SELECT statement is expected", (_, site) =>
            new Wording("SYNTAX_ERROR", "Only one sql statement is allowed")
            {
                Position = site.Find([";"]) is int end ? site.Start(end + 1) : null,
                Hint = "give them one after another",
            }),
        new("the (?:table )?function '(?<name>.*)' is not allowed", (match, _) =>
            new Wording("FUNCTION_NOT_FOUND", $"Function '{match.Groups["name"].Value}' not registered")
            {
                Hint = match.Result("$&$'"),
            }),
        new("table '(?<name>.*)' is made by (?<what>.*)", (match, _) => new Wording(
            "PERMISSION_DENIED",
            $"Access Denied: table '{match.Groups["name"].Value}' is made by {match.Groups["what"].Value}")),
    ];
}
