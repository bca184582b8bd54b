namespace Tarn.Definitions.Sql;

/// <summary>How far words of SQL reach.</summary>
internal static class SqlWords
{
    /// <summary>Characters of the dotted, possibly quoted name that starts at the offset; at least one.</summary>
    public static int NameLength(string sql, int offset)
    {
        int end = offset;
        while (end < sql.Length)
        {
            if (sql[end] is '"' or '\'')
            {
                int closing = sql.IndexOf(sql[end], end + 1);
                end = closing < 0 ? sql.Length : closing + 1;
            }
            else if (char.IsLetterOrDigit(sql[end]) || sql[end] is '_' or '.' or '$')
            {
                end++;
            }
            else
            {
                break;
            }
        }

        return Math.Max(1, end - offset);
    }
}
