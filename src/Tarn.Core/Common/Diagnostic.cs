namespace Tarn.Common;

/// <summary>One thing wrong with a definition, in the shape compilers use: code, message, place, help.</summary>
public sealed record Diagnostic
{
    public required string Code { get; init; }

    public required string Message { get; init; }

    public DiagnosticSeverity Severity { get; init; } = DiagnosticSeverity.Error;

    /// <summary>Null when the problem has no place in a file.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>The text of the line at <see cref="Location"/>, without its line end.</summary>
    public string? SourceLine { get; init; }

    /// <summary>Said under the caret: "did you mean 'incremental'?".</summary>
    public string? Label { get; init; }

    /// <summary>Other places that belong to the problem, shown after the first.</summary>
    public IReadOnlyList<RelatedPlace> Related { get; init; } = [];

    /// <summary>Said below: what is allowed, which setting to change.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>An error whose text may have several lines: the first is its message, the others are notes.</summary>
    public static Diagnostic OfText(string code, string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new Diagnostic
        {
            Code = code,
            Message = lines.FirstOrDefault("no reason was given"),
            Notes = [.. lines.Skip(1)],
        };
    }

    /// <summary>By file, line and column; those without a place come first.</summary>
    public static IOrderedEnumerable<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .OrderBy(diagnostic => diagnostic.Location?.File ?? "", StringComparer.Ordinal)
        .ThenBy(diagnostic => diagnostic.Location?.Line ?? 0)
        .ThenBy(diagnostic => diagnostic.Location?.Column ?? 0);
}

public enum DiagnosticSeverity
{
    Error,
    Warning,
}
