using System.Globalization;
using System.Text;

namespace Tarn.Common;

/// <summary>
/// Renders a <see cref="Diagnostic"/> as plain text in the layout compilers use; see docs/adr/0004-error-codes.md.
/// </summary>
public static class DiagnosticText
{
    private const int LineLengthMax = 120;
    private const int CharactersBeforeMark = 60;
    private const string Cut = "…";

    /// <summary>
    /// Several lines without a final line end: header, place, source line with the mark, related places, notes.
    /// Control characters of the source are replaced, so the text is safe to print.
    /// </summary>
    public static string Format(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        StringBuilder text = new();
        string severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        text.Append(severity).Append('[').Append(diagnostic.Code).Append("]: ").Append(Printable(diagnostic.Message));

        int gutter = GutterWidth(diagnostic);
        if (diagnostic.Location is { } location)
        {
            AppendPlace(text, gutter, "-->", location, diagnostic.SourceLine, diagnostic.Label, '^');
        }
        else if (diagnostic.Label is { } label)
        {
            AppendNote(text, gutter, label);
        }

        foreach (RelatedPlace related in diagnostic.Related)
        {
            AppendPlace(text, gutter, ":::", related.Location, related.SourceLine, related.Label, '-');
        }

        foreach (string note in diagnostic.Notes)
        {
            AppendNote(text, gutter, note);
        }

        return text.ToString();
    }

    private static int GutterWidth(Diagnostic diagnostic)
    {
        int lineMax = diagnostic.Related
            .Select(related => related.Location.Line)
            .Append(diagnostic.Location?.Line ?? 1)
            .Max();
        return lineMax.ToString(CultureInfo.InvariantCulture).Length;
    }

    private static void AppendPlace(
        StringBuilder text,
        int gutter,
        string arrow,
        SourceLocation location,
        string? sourceLine,
        string? label,
        char mark)
    {
        text.Append('\n').Append(' ', gutter + 1).Append(arrow).Append(' ').Append(Printable(location.ToString()));
        if (sourceLine is null)
        {
            if (label is not null)
            {
                AppendNote(text, gutter, label);
            }

            return;
        }

        (string shown, int column) = Window(Printable(sourceLine), location.Column);
        string number = location.Line.ToString(CultureInfo.InvariantCulture).PadLeft(gutter);
        int length = Math.Clamp(location.Length, 1, Math.Max(1, shown.Length - column + 1));
        AppendBar(text, gutter);
        text.Append("\n ").Append(number).Append(" | ").Append(shown);
        AppendBar(text, gutter);
        text.Append(' ').Append(Indentation(shown, column)).Append(mark, length);
        if (label is not null)
        {
            text.Append(' ').Append(Printable(label));
        }
    }

    private static void AppendBar(StringBuilder text, int gutter) =>
        text.Append('\n').Append(' ', gutter + 2).Append('|');

    private static void AppendNote(StringBuilder text, int gutter, string note) =>
        text.Append('\n').Append(' ', gutter + 2).Append("= ").Append(Printable(note));

    /// <summary>The part of a long line around the mark, and the mark's column in it.</summary>
    private static (string Shown, int Column) Window(string line, int column)
    {
        column = Math.Clamp(column, 1, line.Length + 1);
        if (line.Length <= LineLengthMax)
        {
            return (line, column);
        }

        int start = Math.Max(0, Math.Min(column - 1 - CharactersBeforeMark, line.Length - LineLengthMax));
        string middle = line.Substring(start, LineLengthMax);
        string before = start > 0 ? Cut : "";
        string after = start + LineLengthMax < line.Length ? Cut : "";
        return (before + middle + after, column - start + before.Length);
    }

    /// <summary>Blanks up to the column; tabs stay tabs so that the mark stands below its text.</summary>
    private static string Indentation(string line, int column)
    {
        StringBuilder blanks = new();
        for (int i = 0; i < column - 1; i++)
        {
            blanks.Append(i < line.Length && line[i] == '\t' ? '\t' : ' ');
        }

        return blanks.ToString();
    }

    private static string Printable(string text) => text.Any(IsUnprintable)
        ? string.Concat(text.Select(character => IsUnprintable(character) ? '\uFFFD' : character))
        : text;

    private static bool IsUnprintable(char character) => character != '\t' && char.IsControl(character);
}
