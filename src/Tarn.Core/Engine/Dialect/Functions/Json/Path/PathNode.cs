namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>An expression of the SQL/JSON path language (ISO/IEC 9075-2, "JSON path language").</summary>
internal abstract record PathNode
{
    /// <summary><c>$</c></summary>
    public sealed record Root : PathNode;

    /// <summary><c>@</c>: the item that a filter looks at.</summary>
    public sealed record Current : PathNode;

    /// <summary><c>last</c>: the highest place of the array in whose brackets it stands.</summary>
    public sealed record Last : PathNode;

    /// <summary><c>$name</c></summary>
    public sealed record Variable(string Name) : PathNode;

    public sealed record Literal(JsonItem Value) : PathNode;

    /// <summary><c>.name</c>; without a name <c>.*</c></summary>
    public sealed record Member(PathNode Target, string? Name) : PathNode;

    /// <summary><c>..name</c>: at any depth.</summary>
    public sealed record Descendant(PathNode Target, string Name) : PathNode;

    /// <summary><c>[1, 3 to last]</c>; without ranges <c>[*]</c></summary>
    public sealed record Element(PathNode Target, IReadOnlyList<PathRange> Ranges) : PathNode;

    /// <summary><c>?(…)</c></summary>
    public sealed record Filter(PathNode Target, PathPredicate Condition) : PathNode;

    /// <summary><c>.size()</c></summary>
    public sealed record Method(PathNode Target, string Name) : PathNode;

    public sealed record Sign(bool IsMinus, PathNode Operand) : PathNode;

    public sealed record Arithmetic(PathNode Left, char Operator, PathNode Right) : PathNode;
}
