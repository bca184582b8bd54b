using System.Text;
using Tarn.Queries.Statements;

namespace Tarn.Queries.Executions.Results;

/// <summary>The answer of a statement that is no query, in lines.</summary>
internal static class TextResult
{
    private const int CellWidthMin = 20;

    /// <summary>The lines without a final end of line.</summary>
    public static byte[] Of(StatementResult result, ResultForm form)
    {
        IEnumerable<string> lines = result.Rows.Select(row => LineOf(result, row));
        if (form == ResultForm.TextWithHeader)
        {
            lines = result.Columns.Concat(lines);
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    /// <summary>Cells of DESCRIBE are as wide as those of Hive; a line has one value, whatever its columns.</summary>
    private static string LineOf(StatementResult result, IReadOnlyList<string?> row)
    {
        int width = result.Columns.Count > 2 ? CellWidthMin : 0;
        return string.Join('\t', row.Select(value => OneLine(value ?? "").PadRight(width)));
    }

    private static string OneLine(string value) => value.ReplaceLineEndings(" ");
}
