using System.Text;
using System.Text.RegularExpressions;
using Tarn.Cli.Output;
using Tarn.Common;

namespace Tarn.Cli.Errors;

/// <summary>Writes diagnostics for a terminal: the layout of <see cref="DiagnosticText"/>, in colours.</summary>
internal sealed partial class DiagnosticRenderer(Palette palette)
{
    private const int DiagnosticsPerFileMax = 50;

    /// <summary>All of them, an empty line between; of one file no more than fifty.</summary>
    public string Render(IReadOnlyList<Diagnostic> diagnostics)
    {
        StringBuilder text = new();
        foreach (IGrouping<string?, Diagnostic> file in diagnostics.GroupBy(diagnostic => diagnostic.Location?.File))
        {
            foreach (Diagnostic diagnostic in file.Take(DiagnosticsPerFileMax))
            {
                text.Append(Colour(DiagnosticText.Format(diagnostic))).Append("\n\n");
            }

            int left = file.Count() - DiagnosticsPerFileMax;
            if (left > 0)
            {
                text.Append($"and {left} more in {file.Key}\n\n");
            }
        }

        return text.ToString().TrimEnd('\n') + '\n';
    }

    private string Colour(string text) =>
        palette.IsEnabled ? string.Join('\n', text.Split('\n').Select(ColourLine)) : text;

    private string ColourLine(string line)
    {
        if (Heading().Match(line) is { Success: true } heading)
        {
            string code = heading.Groups["code"].Value;
            string coloured = line[0] == 'e' ? palette.BoldRed(code) : palette.BoldYellow(code);
            return coloured + palette.Bold(line[code.Length..]);
        }

        if (Mark().Match(line) is { Success: true } mark)
        {
            return palette.Blue(mark.Groups["gutter"].Value) + palette.BoldRed(mark.Groups["mark"].Value);
        }

        Match gutter = Gutter().Match(line);
        return palette.Blue(gutter.Value) + line[gutter.Length..];
    }

    [GeneratedRegex(@"^(?<code>(?:error|warning)\[\w+\])")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<gutter> +\|)(?<mark>\s*[\^-].*)$")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^ *\d* *(?:\||-->|:::|=)?")]
    private static partial Regex Gutter();
}
