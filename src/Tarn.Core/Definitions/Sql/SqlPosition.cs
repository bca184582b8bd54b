using Tarn.Common;
using Tarn.Jobs;
using Tarn.Queries;

namespace Tarn.Definitions.Sql;

/// <summary>
/// Maps a character offset in the SQL of a model or named query, as engine errors give it, to its place in the file.
/// </summary>
public static class SqlPosition
{
    /// <summary>Place of an offset in <see cref="ModelDefinition.Sql"/>, with the text of its line.</summary>
    public static SqlPlace Locate(ModelDefinition model, int offset, int length = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Locate(model.Sql, model.SqlStart, indentation: 0, offset, length);
    }

    /// <summary>Place of an offset in <see cref="NamedQuery.Sql"/>; every line of the block stands as far in as its first.</summary>
    public static SqlPlace Locate(NamedQuery query, int offset, int length = 1)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Locate(query.Sql, query.SqlStart, query.SqlStart.Column - 1, offset, length);
    }

    /// <param name="start">Where the SQL's first character stands.</param>
    /// <param name="indentation">Characters that stand in the file before each later line of the SQL.</param>
    internal static SqlPlace Locate(string sql, SourceLocation start, int indentation, int offset, int length)
    {
        var text = new SourceText(start.File, sql);
        SourceLocation inSql = text.Locate(offset, length);
        int before = inSql.Line == 1 ? start.Column - 1 : indentation;
        var location = new SourceLocation(start.File, start.Line + inSql.Line - 1, before + inSql.Column, inSql.Length);
        return new SqlPlace(location, new string(' ', before) + text.Line(inSql.Line));
    }

    /// <summary>Characters of the dotted, possibly quoted name that starts at the offset.</summary>
    internal static int NameLength(string sql, int offset)
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
