namespace Tarn.Engine.Parsing;

/// <summary>
/// Splits SQL the way the engine's parser does, as far as needed to tell words from what is inside quotes and comments.
/// Never fails: text that is no SQL is for the parser to refuse.
/// </summary>
internal static class SqlTokens
{
    public static IReadOnlyList<SqlToken> Read(string sql) => [.. ReadFrom(sql, 0)];

    /// <summary>The tokens from a place on that is in none, as far as they are asked for.</summary>
    public static IEnumerable<SqlToken> ReadFrom(string sql, int start)
    {
        int place = start;
        while (place < sql.Length)
        {
            int next = EndOfSpace(sql, place);
            if (next == place)
            {
                SqlToken token = ReadOne(sql, place);
                yield return token;
                next = token.End;
            }

            place = next;
        }
    }

    /// <summary>Where white space or a comment that starts here ends; the start when neither does.</summary>
    private static int EndOfSpace(string sql, int start)
    {
        if (char.IsWhiteSpace(sql[start]))
        {
            return start + 1;
        }

        ReadOnlySpan<char> rest = sql.AsSpan(start);
        if (rest.StartsWith("--"))
        {
            return rest.IndexOf('\n') is int end and >= 0 ? start + end : sql.Length;
        }

        return rest.StartsWith("/*") ? EndOfComment(sql, start) : start;
    }

    /// <summary>Comments may hold comments.</summary>
    private static int EndOfComment(string sql, int start)
    {
        int depth = 0;
        for (int i = start; i + 1 < sql.Length; i++)
        {
            if (sql[i] == '/' && sql[i + 1] == '*')
            {
                depth++;
                i++;
            }
            else if (sql[i] == '*' && sql[i + 1] == '/')
            {
                i++;
                if (--depth == 0)
                {
                    return i + 1;
                }
            }
        }

        return sql.Length;
    }

    private static SqlToken ReadOne(string sql, int start)
    {
        char first = sql[start];
        if (first == '"')
        {
            return Token(SqlTokenKind.QuotedName, EndOfQuoted(sql, start, '"', escapes: false));
        }

        if (first == '\'')
        {
            return Token(SqlTokenKind.Text, EndOfQuoted(sql, start, '\'', escapes: false));
        }

        if (first is 'e' or 'E' && start + 1 < sql.Length && sql[start + 1] == '\'')
        {
            return Token(SqlTokenKind.Text, EndOfQuoted(sql, start + 1, '\'', escapes: true));
        }

        if (first == '$')
        {
            int end = EndOfWord(sql, start + 1);
            return end < sql.Length && sql[end] == '$' && (end == start + 1 || !char.IsAsciiDigit(sql[start + 1]))
                ? Token(SqlTokenKind.Text, EndOfDollars(sql, start, end + 1))
                : Token(end > start + 1 ? SqlTokenKind.Parameter : SqlTokenKind.Symbol, end);
        }

        if (char.IsAsciiDigit(first) || (first == '.' && IsDigit(sql, start + 1) && !FollowsName(sql, start)))
        {
            return Token(SqlTokenKind.Word, EndOfNumber(sql, start));
        }

        return IsOfWord(first)
            ? Token(SqlTokenKind.Word, EndOfWord(sql, start))
            : Token(SqlTokenKind.Symbol, start + 1);

        SqlToken Token(SqlTokenKind kind, int end) => new(kind, start, end - start);
    }

    private static int EndOfQuoted(string sql, int start, char quote, bool escapes)
    {
        for (int i = start + 1; i < sql.Length; i++)
        {
            if (escapes && sql[i] == '\\')
            {
                i++;
            }
            else if (sql[i] == quote)
            {
                if (i + 1 == sql.Length || sql[i + 1] != quote)
                {
                    return i + 1;
                }

                i++;
            }
        }

        return sql.Length;
    }

    private static int EndOfDollars(string sql, int start, int contentStart)
    {
        ReadOnlySpan<char> mark = sql.AsSpan(start, contentStart - start);
        int end = sql.AsSpan(contentStart).IndexOf(mark);
        return end < 0 ? sql.Length : contentStart + end + mark.Length;
    }

    private static int EndOfWord(string sql, int start)
    {
        int end = start;
        while (end < sql.Length && IsOfWord(sql[end]))
        {
            end++;
        }

        return end;
    }

    /// <summary>
    /// Digits, a point, an exponent; what follows without a blank is taken too, as names may have digits.
    /// </summary>
    private static int EndOfNumber(string sql, int start)
    {
        int end = EndOfWord(sql, start);
        if (end < sql.Length && sql[end] == '.' && (end + 1 == sql.Length || sql[end + 1] != '.'))
        {
            end = EndOfWord(sql, end + 1);
        }

        bool hasSignedExponent = end + 1 < sql.Length
            && sql[end - 1] is 'e' or 'E'
            && sql[end] is '+' or '-'
            && IsDigit(sql, end + 1)
            && !sql.AsSpan(start, end - start).StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return hasSignedExponent ? EndOfWord(sql, end + 1) : end;
    }

    private static bool IsDigit(string sql, int index) => index < sql.Length && char.IsAsciiDigit(sql[index]);

    /// <summary>Whether a point here belongs to a name such as <c>"t".1</c>.</summary>
    private static bool FollowsName(string sql, int start) =>
        start > 0 && (IsOfWord(sql[start - 1]) || sql[start - 1] is '"' or ']' or ')');

    private static bool IsOfWord(char character) =>
        char.IsLetterOrDigit(character) || character == '_' || character > '\u007f';
}
