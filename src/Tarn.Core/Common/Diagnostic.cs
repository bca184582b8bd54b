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
}

public enum DiagnosticSeverity
{
    Error,
    Warning,
}
