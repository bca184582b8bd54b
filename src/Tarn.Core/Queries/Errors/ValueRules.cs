namespace Tarn.Queries.Errors;

/// <summary>Numbers that are too large, texts that cannot be read, and texts that are no SQL.</summary>
internal static class ValueRules
{
    public static IReadOnlyList<WordingRule> All { get; } =
    [
        new("Overflow in (?<what>addition|subtraction|multiplication|division) of (?<type>\\w+) \\((?<values>.*)\\)!",
            (match, _) => Overflow(
                $"{TypeWords.Of(match.Groups["type"].Value)} {match.Groups["what"].Value} overflow:"
                    + $" {match.Groups["values"].Value}")),
        new("Overflow in negation of", (_, _) => Overflow("negation overflow")),
        new("Could not parse string \"(?<value>.*)\" according to format specifier", (match, _) =>
            new Wording("INVALID_FUNCTION_ARGUMENT", $"Invalid format: \"{match.Groups["value"].Value}\"")),
        new("Invalid UTF8 Codepoint (?<value>.*)$", (match, _) => new Wording(
            "INVALID_FUNCTION_ARGUMENT", $"Not a valid Unicode code point: {match.Groups["value"].Value}")),
        new("syntax error at or near \"(?<text>.*)\"", (match, _) =>
            new Wording("SYNTAX_ERROR", $"mismatched input '{match.Groups["text"].Value}'")),
        new("syntax error at end of input", (_, _) => new Wording("SYNTAX_ERROR", "mismatched input '<EOF>'")),
    ];

    private static Wording Overflow(string message) => new("NUMERIC_VALUE_OUT_OF_RANGE", message);
}
