using Tarn.Common;

namespace Tarn.Definitions.Yaml;

/// <summary>Turns what the YAML parser says into a diagnostic that says what to do.</summary>
internal static class YamlSyntax
{
    /// <param name="offset">Where the parser stopped, in the file.</param>
    /// <param name="message">The parser's own words.</param>
    public static void Report(SourceText source, DiagnosticBag diagnostics, int offset, string message)
    {
        // About tabs the parser complains at the start of the map that holds them, which may be lines above.
        int line = source.Locate(offset).Line;
        int lastLine = message.Contains(" tab ", StringComparison.Ordinal) ? source.LineCount : line;
        if (TabInIndentation(source, line, lastLine) is { } tab)
        {
            diagnostics.Error(
                ErrorCodes.YamlSyntax,
                tab,
                "tabs cannot indent YAML",
                "use spaces here",
                "most editors can convert tabs to spaces when saving");
            return;
        }

        diagnostics.Error(
            ErrorCodes.YamlSyntax, source.Locate(offset), $"not valid YAML: {Lowered(message)}", Advice(message));
    }

    /// <summary>The first tab before text, in the line itself or in those after it that may be meant.</summary>
    private static SourceLocation? TabInIndentation(SourceText source, int firstLine, int lastLine)
    {
        for (int number = firstLine; number <= lastLine; number++)
        {
            string text = source.Line(number);
            int indentation = text.Length - text.TrimStart(' ', '\t').Length;
            int tab = text.IndexOf('\t', 0, indentation);
            if (tab >= 0)
            {
                return new SourceLocation(source.File, number, tab + 1, indentation - tab);
            }
        }

        return null;
    }

    private static string Lowered(string message) =>
        message.Length == 0 ? "unknown error" : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');

    private static string? Advice(string message) => message switch
    {
        _ when message.Contains("invalid mapping", StringComparison.Ordinal) =>
            "put quotes around a value that contains ': '",
        _ when message.Contains("quoted scalar", StringComparison.Ordinal) => "this quote is never closed",
        _ when message.Contains("expected key", StringComparison.Ordinal) => "check the indentation of this line",
        _ => null,
    };
}
