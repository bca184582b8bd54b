using System.Runtime.CompilerServices;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Syntax;

/// <summary>
/// Reads a statement into the few kinds of nodes that the dialects differ in. Never refuses a text: what it does not
/// know stays as it is, for the engine to judge.
/// </summary>
/// <exception cref="InsufficientExecutionStackException">The statement is nested too deeply.</exception>
internal sealed class SqlTreeReader
{
    private readonly TokenCursor _cursor;
    private readonly PrimaryReader _primaries;

    private SqlTreeReader(string sql)
    {
        _cursor = new TokenCursor(sql);
        _primaries = new PrimaryReader(_cursor, this);
    }

    public static SqlNode.Run Read(string sql)
    {
        SqlTreeReader reader = new(sql);
        List<SqlNode> nodes = [];
        while (!reader._cursor.AtEnd)
        {
            // A closing bracket that none opened is a token like others.
            nodes.Add(reader.ReadNode());
        }

        return new SqlNode.Run(nodes, 0, sql.Length);
    }

    /// <summary>Everything up to a comma, a closing bracket or END, which stay.</summary>
    public SqlNode.Run ReadItem()
    {
        int start = _cursor.Position;
        List<SqlNode> nodes = [];
        while (!_cursor.AtEnd && !_cursor.IsAny(",", ")", "]", "}"))
        {
            nodes.Add(ReadNode());
        }

        return new SqlNode.Run(nodes, start, nodes.Count > 0 ? nodes[^1].End : start);
    }

    /// <summary>Everything up to the closing bracket, which stays: commas are tokens like others.</summary>
    public SqlNode.Run ReadQuery()
    {
        int start = _cursor.Position;
        List<SqlNode> nodes = [];
        while (!_cursor.AtEnd && !_cursor.Is(")"))
        {
            nodes.Add(ReadNode());
        }

        return new SqlNode.Run(nodes, start, nodes.Count > 0 ? nodes[^1].End : start);
    }

    /// <summary>One expression, or a token that begins none.</summary>
    public SqlNode ReadNode()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return _primaries.IsAtStart() ? ReadExpression(Precedence.Concatenation) : new SqlNode.Leaf(_cursor.Take());
    }

    /// <summary>An expression of operators that bind at least as tightly.</summary>
    public SqlNode ReadExpression(int precedence)
    {
        SqlNode left = _primaries.Read();
        while (Precedence.OperatorAt(_cursor) is { } found && found.Precedence >= precedence)
        {
            int start = _cursor.Position;
            for (int i = 0; i < found.Operator.Length; i++)
            {
                _cursor.Take();
            }

            if (!_primaries.IsAtStart())
            {
                // Not an operator after all, as in COUNT(t.x *): the engine says what is wrong.
                return new SqlNode.Extended(left, [new SqlNode.Leaf(
                    new SqlToken(SqlTokenKind.Symbol, start, found.Operator.Length))]);
            }

            SqlNode right = ReadExpression(found.Precedence + 1);
            left = new SqlNode.Operation(left, found.Operator, start, right);
        }

        return left;
    }
}
