using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Json.Clauses;

/// <summary>
/// <c>input [FORMAT JSON], path [PASSING value AS name, …]</c>, which all functions of paths begin with.
/// </summary>
internal sealed class PathCall
{
    private static readonly string[] AfterPath =
    [
        "PASSING", "RETURNING", "WITH", "WITHOUT", "KEEP", "OMIT", "NULL", "ERROR", "EMPTY", "DEFAULT", "TRUE", "FALSE",
        "UNKNOWN",
    ];

    private readonly Site _site;
    private readonly SqlNode.Run _input;
    private readonly SqlNode.Run _path;
    private readonly string _encoding;
    private readonly List<(string Name, string Format, SqlNode.Run Value)> _variables = [];

    /// <summary>Reads up to what only some of the functions have.</summary>
    public PathCall(Rewriter rewriter, Site site)
    {
        _site = site;
        Cursor = new ClauseCursor(rewriter, site);
        _input = Cursor.TakeValue(() => Cursor.Is("FORMAT"));
        _encoding = Cursor.TakeFormat() ?? SqlItem.Utf8;
        if (!Cursor.TryTakeComma())
        {
            throw Cursor.Unexpected("a path");
        }

        _path = Cursor.TakeValue(() => Array.Exists(AfterPath, word => Cursor.Is(word)));
        if (Cursor.TryTake("PASSING"))
        {
            do
            {
                SqlNode.Run value = Cursor.TakeValue(() => Cursor.Is("FORMAT") || Cursor.Is("AS"));
                string format = Cursor.TakeFormat() ?? JsonCalls.FormatOf(value);
                Cursor.Expect("AS");
                string name = rewriter.SourceOf(Cursor.TakeNode("a name"));
                _variables.Add((name.Trim('"'), format, value));
            }
            while (Cursor.TryTakeComma());
        }
    }

    /// <summary>At the clauses that follow.</summary>
    public ClauseCursor Cursor { get; }

    /// <param name="rewriter">Takes the call.</param>
    /// <param name="function">Of ours.</param>
    /// <param name="words">What it is to do.</param>
    public void Write(Rewriter rewriter, string function, string words)
    {
        rewriter.Text($"{function}(", _site.Place);
        rewriter.Node(_input);
        rewriter.Text(", ", _site.Place);
        rewriter.Node(_path);
        rewriter.Text($", '{words} {_encoding}'", _site.Place);
        foreach ((string name, string format, SqlNode.Run value) in _variables)
        {
            rewriter.Text($", {SqlText.Literal(name)}, '{format}', ", value);
            rewriter.Node(value);
        }

        rewriter.Text(")", _site.Place);
    }
}
