using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Errors;

namespace Tarn.Engine.Dialect.Functions.Json.Clauses;

/// <summary>A place among the nodes of arguments that have clauses in them; commas are nodes that are null.</summary>
internal sealed class ClauseCursor
{
    /// <summary>Words that the tree takes for operands or functions when a sign or a bracket follows.</summary>
    private static readonly string[] Glued = ["DEFAULT", "VALUE", "KEY"];

    private readonly Rewriter _rewriter;
    private readonly List<SqlNode?> _nodes = [];
    private readonly SqlNode _call;
    private int _place;

    public ClauseCursor(Rewriter rewriter, Site site)
    {
        _rewriter = rewriter;
        _call = site.Place;
        foreach (SqlNode operand in site.Operands)
        {
            if (_nodes.Count > 0)
            {
                _nodes.Add(null);
            }

            foreach (SqlNode node in operand is SqlNode.Run run ? run.Nodes : [operand])
            {
                _nodes.AddRange(Unglue(node));
            }
        }
    }

    public bool AtEnd => _place >= _nodes.Count;

    public bool IsComma => !AtEnd && _nodes[_place] is null;

    public bool Is(string word, int ahead = 0) =>
        _place + ahead < _nodes.Count
        && _nodes[_place + ahead] is { } node
        && Rewriting.Clauses.IsWord(_rewriter, node, word);

    /// <summary>Takes the words when all are here, one after another.</summary>
    public bool TryTake(params ReadOnlySpan<string> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (!Is(words[i], i))
            {
                return false;
            }
        }

        _place += words.Length;
        return true;
    }

    public bool TryTakeComma()
    {
        bool isComma = IsComma;
        _place += isComma ? 1 : 0;
        return isComma;
    }

    public void Expect(params ReadOnlySpan<string> words)
    {
        if (!TryTake(words))
        {
            throw Unexpected(string.Join(' ', words.ToArray()));
        }
    }

    public void ExpectEnd()
    {
        if (!AtEnd)
        {
            throw Unexpected("the end of the call");
        }
    }

    public SqlNode TakeNode(string expected) =>
        !AtEnd && _nodes[_place] is { } node ? _nodes[_place++]! : throw Unexpected(expected);

    /// <summary>One node at least, then all up to a comma or where a clause begins.</summary>
    public SqlNode.Run TakeValue(Func<bool> isClause)
    {
        List<SqlNode> nodes = [TakeNode("a value")];
        while (!AtEnd && !IsComma && !isClause())
        {
            nodes.Add(_nodes[_place++]!);
        }

        return new SqlNode.Run(nodes, nodes[0].Start, nodes[^1].End);
    }

    /// <summary>Takes <c>FORMAT JSON [ENCODING …]</c>: the encoding in lower case; null when it is not there.</summary>
    public string? TakeFormat()
    {
        if (!TryTake("FORMAT", "JSON"))
        {
            return null;
        }

        string encoding = TryTake("ENCODING")
            ? _rewriter.SourceOf(TakeNode("an encoding")).ToLowerInvariant()
            : SqlItem.Utf8;
        return SqlItem.IsEncoding(encoding) ? encoding : throw Unexpected("UTF8, UTF16 or UTF32");
    }

    public EngineException Unexpected(string expected)
    {
        string found = AtEnd ? "the end" : _nodes[_place] is { } node ? $"'{_rewriter.SourceOf(node)}'" : "a comma";
        int start = AtEnd ? _call.End - 1 : _nodes[_place]?.Start ?? _call.Start;
        return EngineError.Create(EngineErrorKind.Parser, $"{expected} was expected, not {found}", start);
    }

    private IEnumerable<SqlNode> Unglue(SqlNode node)
    {
        switch (node)
        {
            case SqlNode.Call { Suffix.Count: 0, Callee: SqlNode.Name name } call when IsGlued(name):
                return [name, call.Brackets];
            case SqlNode.Operation operation:
                SqlNode[] left = [.. Unglue(operation.Left)];
                if (left is [SqlNode.Name word] && IsGlued(word))
                {
                    Parsing.SqlToken sign = new(Parsing.SqlTokenKind.Symbol, operation.OperatorStart, 1);
                    return [word, new SqlNode.Signed(sign, operation.Right)];
                }

                return left.Length == 2 ? [left[0], operation with { Left = left[1], Start = left[1].Start }] : [node];
            default:
                return [node];
        }
    }

    private bool IsGlued(SqlNode.Name name) =>
        Array.Exists(Glued, word => Rewriting.Clauses.IsWord(_rewriter, name, word));
}
