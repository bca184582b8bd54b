using Tarn.Common;

namespace Tarn.Definitions.Binding;

/// <summary>Offsets of the two parts of a model file: the YAML of <c>/* tarn … */</c> and the SQL after it.</summary>
internal sealed record FrontMatter(int YamlStart, int YamlEnd, int SqlStart, int SqlEnd)
{
    private const string Opening = "/*";
    private const string Closing = "*/";
    private const string Word = "tarn";

    /// <summary>
    /// The parts, or null after reporting what is missing. Blanks and <c>--</c> lines may come before the block.
    /// </summary>
    public static FrontMatter? Find(SourceText source, DiagnosticBag diagnostics)
    {
        string text = source.Text;
        int start = SkipBlanksAndLineComments(text);
        int yamlStart = AfterOpening(text, start);
        if (yamlStart < 0)
        {
            diagnostics.Error(
                ErrorCodes.MissingKey,
                source.Locate(start),
                "a model starts with a block '/* tarn … */'",
                "expected '/* tarn'",
                "the smallest model: /* tarn */ SELECT … , its table then named by models/DATABASE/TABLE.sql");
            return null;
        }

        int yamlEnd = text.IndexOf(Closing, yamlStart, StringComparison.Ordinal);
        if (yamlEnd < 0)
        {
            diagnostics.Error(
                ErrorCodes.YamlSyntax,
                source.Locate(start, yamlStart - start),
                "the block '/* tarn' is never closed",
                "needs '*/'");
            return null;
        }

        int sqlStart = yamlEnd + Closing.Length;
        sqlStart += text.Length - sqlStart - text.AsSpan(sqlStart).TrimStart().Length;
        int sqlEnd = sqlStart + text.AsSpan(sqlStart).TrimEnd(" \t\r\n;").Length;
        if (sqlEnd > sqlStart)
        {
            return new FrontMatter(yamlStart, yamlEnd, sqlStart, sqlEnd);
        }

        diagnostics.Error(
            ErrorCodes.SqlSyntax,
            source.Locate(yamlEnd, Closing.Length),
            "the model has no SQL",
            "expected a SELECT after this");
        return null;
    }

    private static int AfterOpening(string text, int start)
    {
        if (string.CompareOrdinal(text, start, Opening, 0, Opening.Length) != 0)
        {
            return -1;
        }

        int word = start + Opening.Length;
        while (word < text.Length && text[word] == ' ')
        {
            word++;
        }

        int end = word + Word.Length;
        bool isTarn = string.CompareOrdinal(text, word, Word, 0, Word.Length) == 0
            && (end == text.Length || char.IsWhiteSpace(text[end]) || text[end] == '*');
        return isTarn ? end : -1;
    }

    private static int SkipBlanksAndLineComments(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (string.CompareOrdinal(text, at, "--", 0, 2) == 0)
            {
                int lineEnd = text.IndexOf('\n', at);
                at = lineEnd < 0 ? text.Length : lineEnd + 1;
            }
            else
            {
                break;
            }
        }

        return at;
    }
}
