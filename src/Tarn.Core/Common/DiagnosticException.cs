namespace Tarn.Common;

/// <summary>All the definition errors of one pass, sorted by file and line.</summary>
public sealed class DiagnosticException(IReadOnlyList<Diagnostic> diagnostics)
    : TarnException(diagnostics[0].Code, Summarize(diagnostics))
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;

    private static string Summarize(IReadOnlyList<Diagnostic> diagnostics) =>
        diagnostics.Count == 1
            ? diagnostics[0].Message
            : $"{diagnostics[0].Message} (and {diagnostics.Count - 1} more)";
}
