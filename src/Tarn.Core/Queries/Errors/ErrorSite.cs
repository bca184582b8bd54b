using Tarn.Engine.Parsing;

namespace Tarn.Queries.Errors;

/// <summary>The statement of an error as tokens, and the one at which the engine saw it.</summary>
/// <param name="sql">As it was written.</param>
/// <param name="position">0-based offset in characters; null when the engine named no place.</param>
internal sealed class ErrorSite(string sql, int? position)
{
    private readonly IReadOnlyList<SqlToken> _tokens = SqlTokens.Read(sql);

    public string Sql => sql;

    public int? Position => position;

    public IReadOnlyList<SqlToken> Tokens => _tokens;

    /// <summary>The token at the place, or the next after it; null without a place and at the end.</summary>
    public int? Index
    {
        get
        {
            int index = position is int place ? _tokens.TakeWhile(token => token.End <= place).Count() : -1;
            return index >= 0 && index < _tokens.Count ? index : null;
        }
    }

    /// <summary>Whether the token is one of the words; no token is none.</summary>
    public bool Is(int? index, params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (index is int i && i >= 0 && i < _tokens.Count && _tokens[i].Is(sql, word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The token's text; nothing beyond the ends.</summary>
    public string Text(int? index) =>
        index is int i && i >= 0 && i < _tokens.Count ? _tokens[i].Text(sql).ToString() : "";

    /// <summary>Whether the token is a name without quotes, or a key word, with a bracket after it.</summary>
    public bool IsCall(int? index) =>
        index is int i && i + 1 < _tokens.Count && _tokens[i].Kind == SqlTokenKind.Word && Is(i + 1, "(");

    /// <summary>The first tokens that are these words in a row, from an index on; null when there are none.</summary>
    public int? Find(IReadOnlyList<string> words, int from = 0)
    {
        for (int i = from; i + words.Count <= _tokens.Count; i++)
        {
            if (words.Index().All(word => IsName(i + word.Index, word.Item)))
            {
                return i;
            }
        }

        return null;
    }

    public int? Start(int? index) => index is int i && i < _tokens.Count ? _tokens[i].Start : null;

    /// <summary>The dotted name that is at the place, or ends with the token there, without quotes.</summary>
    public string NameAt(int index)
    {
        int first = index;
        while (Is(first - 1, ".") && first >= 2)
        {
            first -= 2;
        }

        string name = Unquoted(first);
        for (int i = first + 1; Is(i, ".") && i + 1 < _tokens.Count; i += 2)
        {
            name += "." + Unquoted(i + 1);
        }

        return name;
    }

    /// <summary>A call as it is written, up to the bracket that closes it.</summary>
    public string CallAt(int index) =>
        IsCall(index) ? sql[_tokens[index].Start.._tokens[Closing(index + 1)].End] : Text(index);

    /// <summary>The bracket that closes the one at an index; the last token when none does.</summary>
    public int Closing(int open)
    {
        int depth = 0;
        for (int i = open; i < _tokens.Count; i++)
        {
            depth += Is(i, "(", "[") ? 1 : Is(i, ")", "]") ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return _tokens.Count - 1;
    }

    /// <summary>The innermost bracket that is open at a token; null when it is in none.</summary>
    public int? Opening(int index)
    {
        int depth = 0;
        for (int i = index - 1; i >= 0; i--)
        {
            depth += Is(i, ")", "]") ? 1 : Is(i, "(", "[") ? -1 : 0;
            if (depth < 0)
            {
                return i;
            }
        }

        return null;
    }

    private bool IsName(int index, string name) =>
        Is(index, name) || string.Equals(Unquoted(index), name, StringComparison.OrdinalIgnoreCase);

    private string Unquoted(int index) => _tokens[index].Kind == SqlTokenKind.QuotedName
        ? Text(index)[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
        : Text(index);
}
