using System.Collections.Frozen;
using System.Text;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;

namespace Tarn.Tables.Constraints;

/// <summary>
/// Expressions in a table's log are in the SQL of Spark, and anybody who can write a log can put them there. Those that
/// mean the same to the engine and touch nothing but the row are translated; all others are refused.
/// </summary>
internal static class SparkExpression
{
    private static readonly FrozenSet<string> Functions = FrozenSet.Create(
        StringComparer.Ordinal,
        "+", "-", "*", "/", "%", "||", "~~", "!~~", "abs", "ceil", "coalesce", "date_trunc", "day", "dayofmonth",
        "floor", "greatest", "hour", "least", "length", "lower", "ltrim", "minute", "month", "nullif", "quarter",
        "rtrim", "second", "trim", "upper", "year");

    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "and", "as", "between", "case", "cast", "else", "end", "false", "in", "is", "like", "not", "null", "or", "then",
        "true", "when");

    /// <summary>The expression for the engine; null when it cannot be evaluated with the same outcome.</summary>
    /// <param name="names">Of the table's columns, which may be words that the engine keeps for itself.</param>
    public static async Task<string?> ToEngineAsync(
        string expression, IReadOnlySet<string> names, SqlParser parser, CancellationToken cancellationToken)
    {
        if (Rewrite(expression, names) is not string sql)
        {
            return null;
        }

        try
        {
            ParsedQuery query = await parser.ParseAsync($"SELECT ({sql})", cancellationToken);
            bool isPlain = query.Tables.Count == 0 && query.TableFunctions.Count == 0 && query.Parameters.Count == 0
                && query.ScalarFunctions.All(function => Functions.Contains(function.Name));
            return isPlain ? sql : null;
        }
        catch (EngineException exception) when (exception.Kind is EngineErrorKind.Parser or EngineErrorKind.Permission)
        {
            return null;
        }
    }

    /// <summary>
    /// Backticks quote names and double quotes texts; <c>&lt;=&gt;</c> is equality that knows null. Null for what has
    /// escapes, comments, parameters or more than one statement.
    /// </summary>
    private static string? Rewrite(string expression, IReadOnlySet<string> names)
    {
        StringBuilder sql = new(expression.Length + 16);
        for (int i = 0; i < expression.Length; i++)
        {
            char current = expression[i];
            if (current is '`' or '"' or '\'')
            {
                if (ReadQuoted(expression, ref i) is not string text)
                {
                    return null;
                }

                sql.Append(current == '`' ? SqlText.Identifier(text) : SqlText.Literal(text));
            }
            else if (current is ';' or '\\' or '$' or '?' || IsComment(expression, i))
            {
                return null;
            }
            else if (char.IsAsciiLetter(current) || current == '_')
            {
                int start = i;
                while (i + 1 < expression.Length && (char.IsAsciiLetterOrDigit(expression[i + 1])
                    || expression[i + 1] == '_'))
                {
                    i++;
                }

                string word = expression[start..(i + 1)];
                sql.Append(names.Contains(word) && !Words.Contains(word) ? SqlText.Identifier(word) : word);
            }
            else if (expression.AsSpan(i).StartsWith("<=>"))
            {
                sql.Append(" IS NOT DISTINCT FROM ");
                i += 2;
            }
            else
            {
                bool isNot = current == '!' && (i + 1 == expression.Length || expression[i + 1] != '=');
                _ = isNot ? sql.Append(" NOT ") : sql.Append(current);
            }
        }

        return sql.ToString();
    }

    private static bool IsComment(string expression, int index) =>
        expression.AsSpan(index).StartsWith("--") || expression.AsSpan(index).StartsWith("/*");

    /// <summary>What is between quotes, doubled ones halved; the index ends on the last.</summary>
    private static string? ReadQuoted(string expression, ref int index)
    {
        char quote = expression[index];
        StringBuilder text = new();
        for (index++; index < expression.Length; index++)
        {
            if (expression[index] == '\\')
            {
                return null;
            }

            if (expression[index] != quote)
            {
                text.Append(expression[index]);
            }
            else if (index + 1 < expression.Length && expression[index + 1] == quote)
            {
                // Spark joins 'a''b' to ab, others take it for a'b.
                if (quote != '`')
                {
                    return null;
                }

                text.Append(quote);
                index++;
            }
            else
            {
                return text.ToString();
            }
        }

        return null;
    }
}
