using System.Globalization;
using System.Text;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Parsing;

namespace Tarn.Queries;

/// <summary>
/// Takes the <see cref="VersionClause"/>s out of a statement before it is parsed. Each is overwritten, together with
/// the name before it, by another name and blanks, so that all else keeps its place in the text.
/// </summary>
internal sealed class VersionClauses
{
    private readonly string _sql;
    private readonly IReadOnlyList<SqlToken> _tokens;
    private readonly StringBuilder _text;
    private readonly List<VersionClause> _clauses = [];

    private VersionClauses(string sql)
    {
        _sql = sql;
        _tokens = SqlTokens.Read(sql);
        _text = new StringBuilder(sql);
    }

    /// <returns>The text for the engine, as long as the statement, and the clauses.</returns>
    /// <exception cref="StatementException"><c>TN2007</c>: a clause is not complete.</exception>
    public static (string Sql, IReadOnlyList<VersionClause> Clauses) TakeOut(string sql)
    {
        VersionClauses finder = new(sql);
        finder.Run();
        return (finder._text.ToString(), finder._clauses);
    }

    private void Run()
    {
        for (int i = 1; i < _tokens.Count; i++)
        {
            if (!IsName(_tokens[i - 1]))
            {
                continue;
            }

            if (StartsWith(i, "FOR", "VERSION", "AS", "OF") || StartsWith(i, "FOR", "SYSTEM_VERSION", "AS", "OF"))
            {
                Take(i, isVersion: true, i + 4, OperandEnd(i + 4));
            }
            else if (StartsWith(i, "FOR", "TIMESTAMP", "AS", "OF") || StartsWith(i, "FOR", "SYSTEM_TIME", "AS", "OF"))
            {
                Take(i, isVersion: false, i + 4, OperandEnd(i + 4));
            }
            else if (StartsWith(i, "AT", "(", "VERSION", "=", ">") || StartsWith(i, "AT", "(", "TIMESTAMP", "=", ">"))
            {
                int end = BracketEnd(i + 1);
                Take(i, _tokens[i + 2].Is(_sql, "VERSION"), i + 5, end - 1, end);
            }
        }
    }

    private bool StartsWith(int index, params ReadOnlySpan<string> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (index + i >= _tokens.Count || !_tokens[index + i].Is(_sql, words[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The token after a number, text, parameter, bracket, call of a function or typed text such as TIMESTAMP '…'.
    /// </summary>
    private int OperandEnd(int index)
    {
        if (index >= _tokens.Count)
        {
            return index;
        }

        SqlToken token = _tokens[index];
        SqlToken next = index + 1 < _tokens.Count ? _tokens[index + 1] : default;
        return token.Is(_sql, "(") ? BracketEnd(index)
            : token.Kind == SqlTokenKind.Word && next.Is(_sql, "(") ? BracketEnd(index + 1)
            : token.Kind == SqlTokenKind.Word && next.Kind == SqlTokenKind.Text ? index + 2
            : index + 1;
    }

    /// <summary>The token after the bracket that closes the one at the index.</summary>
    private int BracketEnd(int index)
    {
        int depth = 0;
        for (int i = index; i < _tokens.Count; i++)
        {
            depth += _tokens[i].Is(_sql, "(") ? 1 : _tokens[i].Is(_sql, ")") ? -1 : 0;
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return _tokens.Count;
    }

    private void Take(int clause, bool isVersion, int first, int end) => Take(clause, isVersion, first, end, end);

    /// <param name="first">The first token of the expression.</param>
    /// <param name="end">The token after the expression.</param>
    /// <param name="clauseEnd">The token after the clause.</param>
    private void Take(int clause, bool isVersion, int first, int end, int clauseEnd)
    {
        int position = _tokens[clause].Start;
        if (end <= first)
        {
            throw new StatementException(
                ErrorCodes.SqlSyntax,
                $"a {(isVersion ? "version" : "moment")} is missing",
                position,
                isVersion ? "FOR VERSION AS OF 3" : "FOR TIMESTAMP AS OF TIMESTAMP '2026-03-01 12:00:00'");
        }

        int name = NameStart(clause - 1);
        VersionClause found = new(
            string.Concat(_tokens.Take(name..clause).Select(token => token.Text(_sql).Trim('"').ToString())),
            _clauses.Count.ToString(CultureInfo.InvariantCulture),
            isVersion,
            _sql[_tokens[first].Start.._tokens[end - 1].End],
            position);
        _clauses.Add(found);
        int start = _tokens[name].Start;
        int length = _tokens[clauseEnd - 1].End - start;
        string replacement = $"{SqlText.Identifier(found.Schema)}.{_tokens[clause - 1].Text(_sql)}";
        _text.Remove(start, length).Insert(start, replacement.PadRight(length));
    }

    /// <summary>The first token of a dotted name that ends at the index.</summary>
    private int NameStart(int index)
    {
        while (index >= 2 && _tokens[index - 1].Is(_sql, ".") && IsName(_tokens[index - 2]))
        {
            index -= 2;
        }

        return index;
    }

    private static bool IsName(SqlToken token) => token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;
}
