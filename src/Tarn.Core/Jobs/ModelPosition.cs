using Tarn.Common;

namespace Tarn.Jobs;

/// <summary>Places in SQL that stands somewhere in a file.</summary>
public static class ModelPosition
{
    /// <summary>The place in the file of an offset in the SQL.</summary>
    /// <param name="start">Where the SQL starts.</param>
    /// <param name="sql">The SQL.</param>
    /// <param name="offset">0-based, in characters.</param>
    public static SourceLocation Locate(SourceLocation start, string sql, int offset)
    {
        int end = Math.Clamp(offset, 0, sql.Length);
        ReadOnlySpan<char> before = sql.AsSpan(0, end);
        int lines = before.Count('\n');
        int column = end - (before.LastIndexOf('\n') + 1) + (lines == 0 ? start.Column : 1);
        return new SourceLocation(start.File, start.Line + lines, column, WordLength(sql, end));
    }

    /// <summary>The whole line of the SQL that holds the offset.</summary>
    public static string LineAt(string sql, int offset)
    {
        int end = Math.Clamp(offset, 0, sql.Length);
        int start = sql.AsSpan(0, end).LastIndexOf('\n') + 1;
        int stop = sql.IndexOf('\n', end);
        return sql[start..(stop < 0 ? sql.Length : stop)].TrimEnd('\r');
    }

    private static int WordLength(string sql, int start)
    {
        int end = start;
        while (end < sql.Length && (char.IsLetterOrDigit(sql[end]) || sql[end] is '_' or '.'))
        {
            end++;
        }

        return Math.Max(1, end - start);
    }
}
