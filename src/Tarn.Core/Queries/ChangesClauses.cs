using System.Globalization;
using System.Text;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Parsing;

namespace Tarn.Queries;

/// <summary>
/// Takes the <see cref="ChangesClause"/>s out of a statement before it is parsed. Each is overwritten by a name and
/// blanks, so that all else keeps its place in the text.
/// </summary>
internal sealed class ChangesClauses(string sql)
{
    private const string Example = "table_changes('silver.trips', 3) or table_changes('silver.trips', 3, 5)";
    private readonly IReadOnlyList<SqlToken> _tokens = SqlTokens.Read(sql);
    private readonly StringBuilder _text = new(sql);
    private readonly List<ChangesClause> _clauses = [];

    /// <returns>The text for the engine, as long as the statement, and the clauses.</returns>
    /// <exception cref="StatementException"><c>TN2007</c>: a call is not as it must be.</exception>
    public static (string Sql, IReadOnlyList<ChangesClause> Clauses) TakeOut(string sql)
    {
        ChangesClauses finder = new(sql);
        for (int i = 0; i + 1 < finder._tokens.Count; i++)
        {
            if (finder._tokens[i].Is(sql, ChangesClause.Name) && finder._tokens[i + 1].Is(sql, "("))
            {
                finder.Take(i);
            }
        }

        return (finder._text.ToString(), finder._clauses);
    }

    private void Take(int name)
    {
        int position = _tokens[name].Start;
        (IReadOnlyList<string> arguments, int close) = Arguments(name + 1);
        bool namesTable = close > name + 3
            && _tokens[name + 2].Kind == SqlTokenKind.Text
            && _tokens[name + 3].Is(sql, ",");
        bool areComplete = arguments.Count is 2 or 3 && !arguments.Any(string.IsNullOrWhiteSpace);
        if (!namesTable || !areComplete)
        {
            throw new StatementException(
                ErrorCodes.SqlSyntax,
                $"{ChangesClause.Name} wants the name of a table as text, the first version and perhaps the last",
                position,
                Example);
        }

        ChangesClause clause = new(
            arguments[0].Trim()[1..^1].Replace("''", "'", StringComparison.Ordinal),
            string.Create(CultureInfo.InvariantCulture, $"{_clauses.Count}c"),
            arguments[1],
            arguments.Count > 2 ? arguments[2] : null,
            position);
        _clauses.Add(clause);
        int length = _tokens[close].End - position;
        string replacement = $"{SqlText.Identifier(clause.Schema)}.{ChangesClause.Name}";
        _text.Remove(position, length).Insert(position, replacement.PadRight(length));
    }

    /// <summary>The texts between the bracket and its end, and where that is; -1 when it does not end.</summary>
    private (IReadOnlyList<string> Arguments, int Close) Arguments(int open)
    {
        List<string> arguments = [];
        int start = _tokens[open].End;
        int depth = 0;
        for (int i = open; i < _tokens.Count; i++)
        {
            depth += IsOne(i, "(", "[", "{") ? 1 : IsOne(i, ")", "]", "}") ? -1 : 0;
            if (depth == 0 || (depth == 1 && IsOne(i, ",")))
            {
                arguments.Add(sql[start.._tokens[i].Start]);
                start = _tokens[i].End;
            }

            if (depth == 0)
            {
                return (arguments, i);
            }
        }

        return (arguments, -1);
    }

    private bool IsOne(int index, params ReadOnlySpan<string> symbols)
    {
        foreach (string symbol in symbols)
        {
            if (_tokens[index].Is(sql, symbol))
            {
                return true;
            }
        }

        return false;
    }
}
