using System.Globalization;
using Tarn.Common;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Parsing;
using Tarn.Queries.Statements.Changes;

namespace Tarn.Queries.Statements;

/// <summary>
/// A place among the tokens of a statement that remembers what was looked for there, so that errors can say it.
/// </summary>
internal sealed class StatementCursor(string sql)
{
    private readonly TokenCursor _tokens = new(sql);
    private readonly List<string> _expected = [];

    /// <summary>Of tables that are named without one; null: none may be.</summary>
    public string? DefaultDatabase { get; init; }

    public int Position => _tokens.Position;

    public bool AtEnd => _tokens.AtEnd;

    /// <summary>The text from here on.</summary>
    public string Rest => sql[Position..];

    /// <summary>Words or symbols with a blank between them, in any case; takes all or none.</summary>
    public bool TryTake(string words)
    {
        string[] parts = words.Split(' ');
        for (int i = 0; i < parts.Length; i++)
        {
            if (!_tokens.Is(parts[i], i))
            {
                _expected.Add($"'{words}'");
                return false;
            }
        }

        for (int i = 0; i < parts.Length; i++)
        {
            Advance();
        }

        return true;
    }

    /// <exception cref="StatementException"><c>TN2007</c>: something else is here.</exception>
    public void Take(string words)
    {
        if (!TryTake(words))
        {
            throw Unexpected();
        }
    }

    /// <summary>The end, after a semicolon or without.</summary>
    public void TakeEnd()
    {
        TryTake(";");
        if (!AtEnd)
        {
            _expected.Add("<EOF>");
            throw Unexpected();
        }
    }

    /// <summary>Whether a word or symbol is that many tokens ahead.</summary>
    public bool IsNext(string word, int ahead = 0) => _tokens.Is(word, ahead);

    public bool IsText => _tokens.IsKind(SqlTokenKind.Text) || _tokens.IsKind(SqlTokenKind.QuotedName);

    /// <summary>A text in quotes of either kind, with Hive's escapes resolved.</summary>
    public string TakeText(string what = "string")
    {
        if (!IsText)
        {
            throw Unexpected($"<{what}>");
        }

        string text = _tokens.TextOf(Advance());
        string quote = text[..1];
        return HiveText.Unescape(text[1..^1].Replace(quote + quote, quote, StringComparison.Ordinal));
    }

    /// <summary>A name in lower case: a word, or in backticks or double quotes.</summary>
    public string TakeName()
    {
        if (_tokens.Is("`"))
        {
            return TakeBackticked().ToLowerInvariant();
        }

        bool isWord = _tokens.IsKind(SqlTokenKind.Word) && !char.IsAsciiDigit(sql[Position]);
        return isWord ? _tokens.TextOf(Advance()).ToLowerInvariant()
            : _tokens.IsKind(SqlTokenKind.QuotedName) ? TakeText().ToLowerInvariant()
            : throw Unexpected("<identifier>");
    }

    /// <summary>A name in the case it is written in: a word, or in double quotes.</summary>
    public string TakeExactName() => _tokens.IsKind(SqlTokenKind.Word) && !char.IsAsciiDigit(sql[Position])
        ? _tokens.TextOf(Advance())
        : _tokens.IsKind(SqlTokenKind.QuotedName) ? TakeText() : throw Unexpected("<identifier>");

    /// <summary>A word as it stands: a number, true, false.</summary>
    public string TakeWord() => _tokens.IsKind(SqlTokenKind.Word)
        ? _tokens.TextOf(Advance())
        : throw Unexpected("<value>");

    /// <summary><c>database.table</c>, with the catalog's name before it or without.</summary>
    public NamedPlace TakeTableName()
    {
        int position = Position;
        string name = TakeName();
        while (TryTake("."))
        {
            name = $"{name}.{TakeName()}";
        }

        if (DefaultDatabase is { } database && !name.Contains('.', StringComparison.Ordinal))
        {
            name = $"{database}.{name}";
        }

        const string catalog = "awsdatacatalog.";
        name = name.StartsWith(catalog, StringComparison.Ordinal) ? name[catalog.Length..] : name;
        return TableName.TryParse(name, out TableName? table)
            ? new NamedPlace(table, position)
            : throw new StatementException(
                ErrorCodes.BadEntry,
                $"'{name}' is not the name of a table",
                position,
                "write database.table, of lower case letters, digits and underscores");
    }

    /// <summary>A whole number, a text or NULL.</summary>
    public string? TakeValue()
    {
        if (TryTake("NULL"))
        {
            return null;
        }

        if (_tokens.IsKind(SqlTokenKind.Text, 1))
        {
            TryTake("DATE");
        }

        if (IsText)
        {
            return TakeText();
        }

        string sign = TryTake("-") ? "-" : "";
        return _tokens.IsKind(SqlTokenKind.Word) && char.IsAsciiDigit(sql[Position])
            ? sign + _tokens.TextOf(Advance())
            : throw Unexpected("<value>");
    }

    /// <summary>The text up to a comma, a closing parenthesis or the word, none of them inside brackets.</summary>
    public string TakeUntil(string word)
    {
        int start = Position;
        int end = start;
        int depth = 0;
        while (!AtEnd && (depth > 0 || !(_tokens.IsAny(",", ")", word) || _tokens.Is(";"))))
        {
            depth += _tokens.IsAny("(", "<") ? 1 : _tokens.IsAny(")", ">") ? -1 : 0;
            end = Advance().End;
        }

        return end > start ? sql[start..end] : throw Unexpected("<type>");
    }

    /// <summary>The query up to the parenthesis that closes one that was taken, which is taken too.</summary>
    public EmbeddedQuery TakeEnclosed()
    {
        int start = Position;
        int depth = 0;
        while (!AtEnd && (depth > 0 || !_tokens.Is(")")))
        {
            depth += _tokens.Is("(") ? 1 : _tokens.Is(")") ? -1 : 0;
            Advance();
        }

        EmbeddedQuery query = new(sql[start..Position], start);
        Take(")");
        return query;
    }

    /// <summary>
    /// A condition, a value or a relation: the text up to one of the words or symbols, or a semicolon, or the end, none
    /// of them inside brackets or between CASE and END.
    /// </summary>
    public SqlFragment TakeFragment(params ReadOnlySpan<string> ends)
    {
        int start = Position;
        int end = start;
        int depth = 0;
        while (!AtEnd && (depth > 0 || !(_tokens.IsAny(ends) || _tokens.IsAny(";", ")", "]"))))
        {
            depth += DepthChange();
            end = Advance().End;
        }

        return end > start ? new SqlFragment(sql[start..end], start) : throw Unexpected("<expression>");
    }

    /// <summary>Whether a word comes before another, neither of them inside brackets or CASE.</summary>
    /// <param name="ahead">Tokens to pass over.</param>
    public bool HasBefore(string word, string other, int ahead)
    {
        int depth = 0;
        for (int i = ahead; _tokens.Has(i) && (depth > 0 || !_tokens.Is(other, i)); i++)
        {
            if (depth == 0 && _tokens.Is(word, i))
            {
                return true;
            }

            depth += DepthChange(i);
        }

        return false;
    }

    /// <summary>The text from a place to the end of a fragment.</summary>
    public SqlFragment Between(int start, SqlFragment last) =>
        new(sql[start..(last.Start + last.Sql.Length)], start);

    /// <summary>The error for what is here instead of what was looked for.</summary>
    public StatementException Unexpected(string? expected = null)
    {
        if (expected is not null)
        {
            _expected.Add(expected);
        }

        string found = AtEnd ? "<EOF>" : _tokens.TextOf(_tokens.Current);
        return Wrong(Position, $"mismatched input '{found}'. Expecting: {string.Join(", ", _expected.Distinct())}");
    }

    /// <summary>A syntax error as Athena words them.</summary>
    public StatementException Wrong(int position, string problem) =>
        new(ErrorCodes.SqlSyntax, $"SYNTAX_ERROR: {PlaceOf(position)}: {problem}", position, hint: null);

    private int DepthChange(int ahead = 0) =>
        IsOne("(", "[", "{", "CASE", ahead) ? 1 : IsOne(")", "]", "}", "END", ahead) ? -1 : 0;

    private bool IsOne(string first, string second, string third, string fourth, int ahead) =>
        _tokens.Is(first, ahead) || _tokens.Is(second, ahead) || _tokens.Is(third, ahead) || _tokens.Is(fourth, ahead);

    private SqlToken Advance()
    {
        _expected.Clear();
        return _tokens.Take();
    }

    private string TakeBackticked()
    {
        int start = Advance().End;
        while (!AtEnd && !_tokens.Is("`"))
        {
            Advance();
        }

        return AtEnd ? throw Unexpected("'`'") : sql[start..Advance().Start];
    }

    private string PlaceOf(int position)
    {
        int lineStart = position == 0 ? 0 : sql.LastIndexOf('\n', position - 1) + 1;
        int line = sql.AsSpan(0, position).Count('\n') + 1;
        return string.Create(CultureInfo.InvariantCulture, $"line {line}:{position - lineStart + 1}");
    }
}
