using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Syntax;

/// <summary>
/// Reads what operators stand between: literals, names, calls, brackets, and what is attached to them.
/// </summary>
internal sealed class PrimaryReader(TokenCursor cursor, SqlTreeReader expressions)
{
    public bool IsAtStart()
    {
        if (cursor.AtEnd)
        {
            return false;
        }

        return cursor.Current.Kind switch
        {
            SqlTokenKind.Text or SqlTokenKind.QuotedName or SqlTokenKind.Parameter => true,
            SqlTokenKind.Word => !cursor.IsReserved() || (cursor.Is("right") && cursor.Is("(", 1)),
            _ => cursor.IsAny("(", "[", "{", "-", "+", "?") || IsNamedParameter(),
        };
    }

    public SqlNode Read()
    {
        if (cursor.IsAny("-", "+"))
        {
            SqlToken sign = cursor.Take();
            return IsAtStart() ? new SqlNode.Signed(sign, Read()) : new SqlNode.Leaf(sign);
        }

        return ReadRest(ReadFirst());
    }

    private SqlNode ReadFirst()
    {
        if (cursor.IsAny("(", "[", "{"))
        {
            SqlNode.Bracketed bracketed = ReadBracketed();
            return cursor.IsOperator("->") && LambdaReader.ParametersOf(bracketed) is { } names
                ? ReadLambda(names, bracketed.Start)
                : bracketed;
        }

        if (cursor.Is("?") || IsNamedParameter())
        {
            SqlToken mark = cursor.Take();
            return new SqlNode.Parameter(cursor.TextOf(mark) == "?" ? mark : cursor.Take(), mark.Start);
        }

        if (cursor.Is("case"))
        {
            return ReadCase();
        }

        if (IntervalReader.IsAt(cursor))
        {
            return IntervalReader.Read(cursor);
        }

        if (TypedLiteral.TypeAt(cursor) is { } type)
        {
            SqlToken word = cursor.Take();
            return new SqlNode.TypedText(type, word, cursor.Take());
        }

        if (!cursor.IsName() && !cursor.Is("right"))
        {
            return new SqlNode.Leaf(cursor.Take());
        }

        SqlNode.Name name = ReadName();
        if (cursor.Is("("))
        {
            return ReadCall(name);
        }

        return cursor.IsOperator("->") && name.Tokens.Count == 1 && LambdaReader.MayBegin(cursor)
            ? ReadLambda(name.Tokens, name.Start)
            : name;
    }

    private bool IsNamedParameter() => cursor.Is(":") && cursor.IsAdjacent() && cursor.IsName(1);

    private SqlNode.Name ReadName()
    {
        List<SqlToken> tokens = [cursor.Take()];
        while (cursor.Is(".") && (cursor.IsKind(SqlTokenKind.Word, 1) || cursor.IsKind(SqlTokenKind.QuotedName, 1)
            || cursor.Is("*", 1)))
        {
            tokens.Add(cursor.Take());
            tokens.Add(cursor.Take());
        }

        return new SqlNode.Name(tokens);
    }

    private SqlNode.Call ReadCall(SqlNode.Name name)
    {
        SqlNode.Bracketed brackets = ReadBracketed();
        List<SqlNode> suffix = [];
        while (CallSuffix.LengthAt(cursor) is int length and > 0)
        {
            for (int i = 0; i < length; i++)
            {
                suffix.Add(new SqlNode.Leaf(cursor.Take()));
            }

            if (cursor.Is("("))
            {
                suffix.Add(ReadBracketed());
            }
            else if (suffix[^1] is SqlNode.Leaf leaf && leaf.Token.Length == "over".Length && cursor.IsName())
            {
                suffix.Add(new SqlNode.Leaf(cursor.Take()));
            }
        }

        string function = string.Concat(name.Tokens.Select(cursor.TextOf)).ToLowerInvariant();
        return new SqlNode.Call(function, name, brackets, suffix);
    }

    /// <summary>What is attached: subscripts, fields, <c>::type</c>, AT TIME ZONE.</summary>
    private SqlNode ReadRest(SqlNode target)
    {
        while (true)
        {
            if (cursor.Is("["))
            {
                target = new SqlNode.Subscript(target, ReadBracketed());
            }
            else if (cursor.IsOperator("::"))
            {
                target = new SqlNode.Extended(target, ReadEngineCast());
            }
            else if (cursor.Is(".")
                && (cursor.IsKind(SqlTokenKind.Word, 1) || cursor.IsKind(SqlTokenKind.QuotedName, 1)))
            {
                SqlNode dot = new SqlNode.Leaf(cursor.Take());
                SqlNode.Name field = new([cursor.Take()]);
                target = new SqlNode.Extended(target, cursor.Is("(") ? [dot, ReadCall(field)] : [dot, field]);
            }
            else if (cursor.Is("at") && cursor.Is("time", 1) && cursor.Is("zone", 2))
            {
                target = new SqlNode.Extended(target, [Leaf(), Leaf(), Leaf(), Read()]);
            }
            else
            {
                return target;
            }
        }

        SqlNode.Leaf Leaf() => new(cursor.Take());
    }

    private List<SqlNode> ReadEngineCast()
    {
        List<SqlNode> nodes = [new SqlNode.Leaf(cursor.Take()), new SqlNode.Leaf(cursor.Take())];
        if (cursor.IsName())
        {
            SqlNode.Name name = ReadName();
            nodes.Add(cursor.Is("(") ? ReadCall(name) : name);
        }

        return nodes;
    }

    private SqlNode.Lambda ReadLambda(IReadOnlyList<SqlToken> parameters, int start)
    {
        cursor.Take();
        cursor.Take();
        return new SqlNode.Lambda(parameters, expressions.ReadItem(), start);
    }

    private SqlNode.Case ReadCase()
    {
        List<SqlNode> nodes = [new SqlNode.Leaf(cursor.Take())];
        while (!cursor.AtEnd && !cursor.IsAny("end", ")", "]", "}"))
        {
            nodes.Add(expressions.ReadNode());
        }

        if (cursor.Is("end"))
        {
            nodes.Add(new SqlNode.Leaf(cursor.Take()));
        }

        return new SqlNode.Case(new SqlNode.Run(nodes, nodes[0].Start, nodes[^1].End));
    }

    private SqlNode.Bracketed ReadBracketed()
    {
        SqlToken open = cursor.Take();
        List<SqlNode.Run> items = [];
        bool isQuery = cursor.IsAny("select", "values", "with", "from", "table");
        while (!cursor.AtEnd)
        {
            SqlNode.Run item = isQuery ? expressions.ReadQuery() : expressions.ReadItem();
            if (!item.IsEmpty || cursor.Is(",") || items.Count > 0)
            {
                items.Add(item);
            }

            if (!cursor.Is(","))
            {
                break;
            }

            cursor.Take();
        }

        int end = cursor.AtEnd ? cursor.Position : cursor.Take().End;
        return new SqlNode.Bracketed(cursor.TextOf(open)[0], items, open.Start, end);
    }
}
