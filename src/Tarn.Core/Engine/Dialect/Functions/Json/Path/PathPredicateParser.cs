namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>Reads the conditions of filters.</summary>
internal sealed class PathPredicateParser(PathCursor cursor, PathParser expressions)
{
    public PathPredicate Read()
    {
        PathPredicate left = ReadAnd();
        while (cursor.TryTake("||"))
        {
            left = new PathPredicate.Or(left, ReadAnd());
        }

        return left;
    }

    private PathPredicate ReadAnd()
    {
        PathPredicate left = ReadNot();
        while (cursor.TryTake("&&"))
        {
            left = new PathPredicate.And(left, ReadNot());
        }

        return left;
    }

    private PathPredicate ReadNot()
    {
        if (cursor.TryTake("!"))
        {
            return new PathPredicate.Not(cursor.Is("exists") ? ReadExists() : ReadBracketed());
        }

        if (cursor.Is("exists") && cursor.Is("(", 1))
        {
            return ReadExists();
        }

        if (!cursor.Is("("))
        {
            return ReadComparison();
        }

        // What the bracket holds shows only behind it: an expression goes on with an operator.
        int start = cursor.Place;
        try
        {
            return ReadComparison();
        }
        catch (InvalidOperationException)
        {
            cursor.Place = start;
        }

        PathPredicate inside = ReadBracketed();
        if (cursor.TryTake("is"))
        {
            cursor.Expect("unknown");
            return new PathPredicate.IsUnknown(inside);
        }

        return inside;
    }

    private PathPredicate ReadBracketed()
    {
        cursor.Expect("(");
        PathPredicate inside = Read();
        cursor.Expect(")");
        return inside;
    }

    private PathPredicate.Exists ReadExists()
    {
        cursor.Expect("exists");
        cursor.Expect("(");
        PathNode operand = expressions.ReadExpression();
        cursor.Expect(")");
        return new PathPredicate.Exists(operand);
    }

    private PathPredicate ReadComparison()
    {
        PathNode left = expressions.ReadExpression();
        if (cursor.TryTake("starts"))
        {
            cursor.Expect("with");
            return new PathPredicate.StartsWith(left, expressions.ReadExpression());
        }

        PathToken token = cursor.Take();
        return token is { Kind: PathTokenKind.Symbol, Text: "==" or "<>" or "!=" or "<" or "<=" or ">" or ">=" }
            ? new PathPredicate.Comparison(left, token.Text, expressions.ReadExpression())
            : throw cursor.Invalid($"'{token.Text}' is no comparison");
    }
}
