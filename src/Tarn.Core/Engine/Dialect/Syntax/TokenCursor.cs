using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Syntax;

/// <summary>A place among the tokens of a statement.</summary>
internal sealed class TokenCursor(string sql)
{
    private readonly IReadOnlyList<SqlToken> _tokens = SqlTokens.Read(sql);
    private int _index;

    public bool AtEnd => _index >= _tokens.Count;

    /// <summary>Whether there is a token that many ahead.</summary>
    public bool Has(int ahead) => _index + ahead < _tokens.Count;

    public SqlToken Current => _tokens[_index];

    /// <summary>Offset of the current token; the length of the text at the end.</summary>
    public int Position => AtEnd ? sql.Length : Current.Start;

    public SqlToken Take() => _tokens[_index++];

    public string TextOf(SqlToken token) => token.Text(sql).ToString();

    /// <summary>True for a word without quotes, in any case, or a symbol, that many tokens ahead.</summary>
    public bool Is(string text, int ahead = 0) =>
        _index + ahead < _tokens.Count && _tokens[_index + ahead].Is(sql, text);

    public bool IsAny(params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
        {
            if (Is(text))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsKind(SqlTokenKind kind, int ahead = 0) =>
        _index + ahead < _tokens.Count && _tokens[_index + ahead].Kind == kind;

    /// <summary>True for symbols without anything between them, such as <c>||</c>.</summary>
    public bool IsOperator(string symbols, int ahead = 0)
    {
        for (int i = 0; i < symbols.Length; i++)
        {
            int index = _index + ahead + i;
            if (index >= _tokens.Count
                || _tokens[index].Kind != SqlTokenKind.Symbol
                || sql[_tokens[index].Start] != symbols[i]
                || (i > 0 && _tokens[index].Start != _tokens[index - 1].End))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A name, quoted or not, that is not reserved and not a number.</summary>
    public bool IsName(int ahead = 0) =>
        IsKind(SqlTokenKind.QuotedName, ahead) || (IsKind(SqlTokenKind.Word, ahead) && !IsReserved(ahead)
            && !char.IsAsciiDigit(sql[_tokens[_index + ahead].Start]));

    public bool IsReserved(int ahead = 0) =>
        IsKind(SqlTokenKind.Word, ahead) && ReservedWords.Contains(TextOf(_tokens[_index + ahead]));

    /// <summary>Whether the token before this one is the end of a value, so that none can begin here.</summary>
    public bool FollowsValue()
    {
        if (_index == 0)
        {
            return false;
        }

        SqlToken previous = _tokens[_index - 1];
        return previous.Kind switch
        {
            SqlTokenKind.Symbol => sql[previous.Start] is ')' or ']' or '}' or '?',
            SqlTokenKind.Word => !IsReserved(-1) && !Is("case", -1),
            _ => true,
        };
    }

    /// <summary>Whether the next token begins where this one ends.</summary>
    public bool IsAdjacent() =>
        _index + 1 < _tokens.Count && _tokens[_index].End == _tokens[_index + 1].Start;
}
