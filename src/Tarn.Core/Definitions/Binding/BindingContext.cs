using Tarn.Common;

namespace Tarn.Definitions.Binding;

/// <summary>What every binder of one pass shares.</summary>
internal sealed class BindingContext(DiagnosticBag diagnostics, Substitution substitution)
{
    public DiagnosticBag Diagnostics => diagnostics;

    public Substitution Substitution => substitution;

    /// <summary>Reports a value of the wrong kind.</summary>
    public void BadValue(
        SourceLocation location, string message, string? label = null, params IReadOnlyList<string> notes) =>
        diagnostics.Error(ErrorCodes.BadValue, location, message, label, notes);
}
