using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>Reads paths and the expressions in them.</summary>
internal sealed class PathParser
{
    private static readonly string[] Methods = ["abs", "ceiling", "double", "floor", "keyvalue", "size", "type"];

    private readonly PathCursor _cursor;
    private readonly PathPredicateParser _predicates;

    private PathParser(string path)
    {
        _cursor = new PathCursor(path);
        _predicates = new PathPredicateParser(_cursor, this);
    }

    /// <exception cref="InvalidOperationException">It is no path.</exception>
    public static JsonPath Parse(string path)
    {
        PathParser parser = new(path);
        bool isStrict = parser._cursor.TryTake("strict");
        if (!isStrict)
        {
            parser._cursor.Expect("lax");
        }

        PathNode root = parser.ReadExpression();
        return parser._cursor.AtEnd
            ? new JsonPath(root, isStrict)
            : throw parser._cursor.Invalid($"'{parser._cursor.Take().Text}' was not expected");
    }

    public PathNode ReadExpression()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        PathNode left = ReadProduct();
        while (_cursor.IsAny("+", "-"))
        {
            left = new PathNode.Arithmetic(left, _cursor.Take().Text[0], ReadProduct());
        }

        return left;
    }

    private PathNode ReadProduct()
    {
        PathNode left = ReadSigned();
        while (_cursor.IsAny("*", "/", "%"))
        {
            left = new PathNode.Arithmetic(left, _cursor.Take().Text[0], ReadSigned());
        }

        return left;
    }

    private PathNode ReadSigned() =>
        _cursor.IsAny("+", "-") ? new PathNode.Sign(_cursor.Take().Text == "-", ReadSigned()) : ReadAccess();

    private PathNode ReadAccess()
    {
        PathNode target = ReadPrimary();
        while (true)
        {
            if (_cursor.TryTake("."))
            {
                target = ReadMember(target);
            }
            else if (_cursor.TryTake(".."))
            {
                target = new PathNode.Descendant(target, ReadName());
            }
            else if (_cursor.TryTake("["))
            {
                target = new PathNode.Element(target, ReadRanges());
            }
            else if (_cursor.TryTake("?"))
            {
                _cursor.Expect("(");
                target = new PathNode.Filter(target, _predicates.Read());
                _cursor.Expect(")");
            }
            else
            {
                return target;
            }
        }
    }

    private PathNode ReadPrimary()
    {
        PathToken token = _cursor.Take();
        return token switch
        {
            { Kind: PathTokenKind.Variable, Text: "" } => new PathNode.Root(),
            { Kind: PathTokenKind.Variable } => new PathNode.Variable(token.Text),
            { Kind: PathTokenKind.Text } => new PathNode.Literal(new JsonItem.Text(token.Text)),
            { Kind: PathTokenKind.Number } => new PathNode.Literal(new JsonItem.Number(NumberOf(token.Text))),
            { Kind: PathTokenKind.Symbol, Text: "@" } => new PathNode.Current(),
            { Kind: PathTokenKind.Symbol, Text: "(" } => ReadBracketed(),
            { Kind: PathTokenKind.Word, Text: "last" } => new PathNode.Last(),
            { Kind: PathTokenKind.Word, Text: "true" } => new PathNode.Literal(new JsonItem.Truth(true)),
            { Kind: PathTokenKind.Word, Text: "false" } => new PathNode.Literal(new JsonItem.Truth(false)),
            { Kind: PathTokenKind.Word, Text: "null" } => new PathNode.Literal(JsonItem.NullItem),
            _ => throw _cursor.Invalid($"'{token.Text}' was not expected"),
        };
    }

    private PathNode ReadBracketed()
    {
        PathNode inside = ReadExpression();
        _cursor.Expect(")");
        return inside;
    }

    private PathNode ReadMember(PathNode target)
    {
        if (_cursor.TryTake("*"))
        {
            return new PathNode.Member(target, null);
        }

        string name = ReadName();
        if (!_cursor.TryTake("("))
        {
            return new PathNode.Member(target, name);
        }

        _cursor.Expect(")");
        return Methods.Contains(name, StringComparer.Ordinal)
            ? new PathNode.Method(target, name)
            : throw _cursor.Invalid($"there is no method '{name}'");
    }

    private string ReadName()
    {
        PathToken token = _cursor.Take();
        return token.Kind is PathTokenKind.Word or PathTokenKind.Text
            ? token.Text
            : throw _cursor.Invalid($"'{token.Text}' is no name of a member");
    }

    private List<PathRange> ReadRanges()
    {
        List<PathRange> ranges = [];
        if (!_cursor.TryTake("*"))
        {
            do
            {
                PathNode from = ReadExpression();
                ranges.Add(new PathRange(from, _cursor.TryTake("to") ? ReadExpression() : null));
            }
            while (_cursor.TryTake(","));
        }

        _cursor.Expect("]");
        return ranges;
    }

    private static object NumberOf(string text) =>
        text.AsSpan().ContainsAny('e', 'E') ? double.Parse(text, CultureInfo.InvariantCulture)
        : text.Contains('.', StringComparison.Ordinal) ? decimal.Parse(text, CultureInfo.InvariantCulture)
        : BigInteger.Parse(text, CultureInfo.InvariantCulture);
}
