using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Engine.Parsing;

namespace Tarn.Queries.Statements.Changes;

/// <summary>
/// Columns named with the database of their table. The engine knows the table that is changed by its name alone, so the
/// database before it is overwritten with blanks, which leaves every place where it was.
/// </summary>
internal static class LongNames
{
    private const string Catalog = AthenaCatalog.Name;

    public static string Shorten(string sql, TableName table)
    {
        if (!sql.Contains(table.Database, StringComparison.OrdinalIgnoreCase))
        {
            return sql;
        }

        IReadOnlyList<SqlToken> tokens = SqlTokens.Read(sql);
        char[] text = sql.ToCharArray();
        for (int i = 0; i + 4 < tokens.Count; i++)
        {
            bool isColumn = IsName(sql, tokens[i], table.Database) && tokens[i + 1].Is(sql, ".")
                && IsName(sql, tokens[i + 2], table.Table) && tokens[i + 3].Is(sql, ".");
            if (isColumn)
            {
                bool hasCatalog = i > 1 && tokens[i - 1].Is(sql, ".") && IsName(sql, tokens[i - 2], Catalog);
                int start = tokens[hasCatalog ? i - 2 : i].Start;
                text.AsSpan(start, tokens[i + 2].Start - start).Fill(' ');
            }
        }

        return new string(text);
    }

    private static bool IsName(string sql, SqlToken token, string name) =>
        token.Text(sql).Trim('"').Equals(name, StringComparison.OrdinalIgnoreCase);
}
