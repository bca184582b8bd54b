using System.Text;
using Tarn.Common;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Errors;

namespace Tarn.Queries.Statements.Changes;

/// <summary>A SELECT put together from parts of a statement, which knows where each part was written.</summary>
/// <param name="table">The table that the statement changes; what stands before the first part has its place.</param>
internal sealed class ComposedSql(NamedPlace table)
{
    private readonly StringBuilder _text = new();
    private readonly SourceMap _map = new();
    private int _anchor = table.Position;

    /// <summary>Text of our own; its place is where the next part, if named, or the last one begins.</summary>
    public ComposedSql Add(string text, SqlFragment? before = null)
    {
        _anchor = before?.Start ?? _anchor;
        _map.Add(_text.Length, _anchor, isCopy: false);
        _text.Append(text);
        return this;
    }

    /// <summary>A part; on lines of its own, so that a comment ends with it.</summary>
    public ComposedSql Add(SqlFragment part)
    {
        Add("\n", part);
        _map.Add(_text.Length, part.Start, isCopy: true);
        _text.Append(LongNames.Shorten(part.Sql, table.Name));
        return Add("\n");
    }

    /// <summary>The error with its place in the statement; itself when it has none.</summary>
    public TarnException Locate(TarnException exception) => exception switch
    {
        EngineException { Position: { } position } engine => engine.At(_map.ToSource(position)),
        StatementException statement => new StatementException(
            statement.Code, statement.Message, _map.ToSource(statement.Position), statement.Hint),
        _ => exception,
    };

    public override string ToString() => _text.ToString();
}
