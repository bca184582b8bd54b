namespace Tarn.Security.Policies;

/// <summary>Operators of texts and of ARNs.</summary>
internal static class TextConditions
{
    private const int ArnParts = 6;

    public static ConditionValue Read(string text, bool hasVariables) => new()
    {
        Text = text,
        Variables = hasVariables ? VariablePattern.Of(text) : null,
        Pattern = new TextPattern(text, ignoresCase: false),
    };

    /// <exception cref="FormatException">It has fewer than six parts.</exception>
    public static ConditionValue ReadArn(string text, bool hasVariables)
    {
        string[] parts = text.Split(':', ArnParts);
        bool isArn = text == "*" || parts.Length == ArnParts;
        return new ConditionValue
        {
            Text = text,
            Variables = hasVariables ? VariablePattern.Of(text) : null,
            ArnPatterns = isArn
                ? [.. parts.Select(part => new TextPattern(part, ignoresCase: false))]
                : throw new FormatException("expected an ARN: six parts, separated by colons"),
        };
    }

    /// <summary>Wildcards are characters like others.</summary>
    public static bool AreEqual(ConditionValue expected, string value, PolicyRequest request) =>
        AreEqual(expected, value, request, StringComparison.Ordinal);

    public static bool AreEqualInEitherCase(ConditionValue expected, string value, PolicyRequest request) =>
        AreEqual(expected, value, request, StringComparison.OrdinalIgnoreCase);

    public static bool IsLike(ConditionValue expected, string value, PolicyRequest request) =>
        expected.Variables?.Matches(value, request, ignoresCase: false)
        ?? (expected.Variables is null && expected.Pattern!.Matches(value));

    /// <summary>Part by part, so that a wildcard does not reach over a colon.</summary>
    public static bool IsArnLike(ConditionValue expected, string value, PolicyRequest request)
    {
        if (expected.Variables is { } variables)
        {
            return variables.Matches(value, request, ignoresCase: false) == true;
        }

        string[] parts = value.Split(':', ArnParts);
        return expected.ArnPatterns.Count == 1
            || (parts.Length == ArnParts
                && parts.Zip(expected.ArnPatterns, (part, pattern) => pattern.Matches(part)).All(matches => matches));
    }

    private static bool AreEqual(
        ConditionValue expected, string value, PolicyRequest request, StringComparison comparison) =>
        expected.Variables is null
            ? string.Equals(expected.Text, value, comparison)
            : string.Equals(expected.Variables.Resolve(request), value, comparison);
}
