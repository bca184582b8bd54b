using System.Globalization;
using System.Text;
using Tarn.Cli.Output;
using Tarn.Common;

namespace Tarn.Cli.Errors;

/// <summary>Writes diagnostics the way compilers do: code and message, place, the line, a caret, notes.</summary>
internal sealed class DiagnosticRenderer(Palette palette)
{
    private const int DiagnosticsPerFileMax = 50;
    private const int SourceCharactersMax = 160;

    /// <summary>All of them, an empty line between; of one file no more than fifty.</summary>
    public string Render(IReadOnlyList<Diagnostic> diagnostics)
    {
        StringBuilder text = new();
        foreach (IGrouping<string?, Diagnostic> file in diagnostics.GroupBy(diagnostic => diagnostic.Location?.File))
        {
            foreach (Diagnostic diagnostic in file.Take(DiagnosticsPerFileMax))
            {
                Append(text, diagnostic);
                text.Append('\n');
            }

            int left = file.Count() - DiagnosticsPerFileMax;
            if (left > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"… and {left} more in {file.Key}\n\n");
            }
        }

        return text.ToString().TrimEnd('\n') + '\n';
    }

    private void Append(StringBuilder text, Diagnostic diagnostic)
    {
        string heading = diagnostic.Severity == DiagnosticSeverity.Error
            ? palette.BoldRed($"error[{diagnostic.Code}]")
            : palette.BoldYellow($"warning[{diagnostic.Code}]");
        text.Append($"{heading}: {palette.Bold(diagnostic.Message)}\n");
        string gutter = new(' ', diagnostic.Location?.Line.ToString(CultureInfo.InvariantCulture).Length ?? 0);
        if (diagnostic.Location is { } location)
        {
            text.Append($"{gutter}{palette.Blue("-->")} {location}\n");
            AppendSource(text, diagnostic, location, gutter);
        }

        foreach (string note in diagnostic.Notes)
        {
            text.Append($"{gutter} {palette.Blue("=")} {note}\n");
        }
    }

    private void AppendSource(StringBuilder text, Diagnostic diagnostic, SourceLocation location, string gutter)
    {
        if (diagnostic.SourceLine is not { } source)
        {
            return;
        }

        // A very long line is shown from shortly before the place.
        int start = location.Column > SourceCharactersMax ? location.Column - (SourceCharactersMax / 2) : 0;
        string shown = TextWidth.Printable(source[Math.Min(start, source.Length)..]);
        shown = shown.Length > SourceCharactersMax ? shown[..SourceCharactersMax] + TextWidth.Cut : shown;
        int before = Math.Clamp(location.Column - 1 - start, 0, shown.Length);
        int length = Math.Clamp(location.Length, 1, Math.Max(1, shown.Length - before));
        string indent = new(' ', TextWidth.Of(shown[..before]));
        string carets = new('^', length);
        string bar = palette.Blue("|");
        string line = location.Line.ToString(CultureInfo.InvariantCulture);
        text.Append($"{gutter} {bar}\n");
        text.Append($"{palette.Blue(line)} {bar} {shown}\n");
        text.Append($"{gutter} {bar} {indent}{palette.BoldRed($"{carets} {diagnostic.Label}".TrimEnd())}\n");
    }
}
