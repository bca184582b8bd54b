namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>A condition of a filter: true, false or unknown.</summary>
internal abstract record PathPredicate
{
    public sealed record And(PathPredicate Left, PathPredicate Right) : PathPredicate;

    public sealed record Or(PathPredicate Left, PathPredicate Right) : PathPredicate;

    public sealed record Not(PathPredicate Operand) : PathPredicate;

    public sealed record IsUnknown(PathPredicate Operand) : PathPredicate;

    public sealed record Exists(PathNode Operand) : PathPredicate;

    public sealed record Comparison(PathNode Left, string Operator, PathNode Right) : PathPredicate;

    public sealed record StartsWith(PathNode Whole, PathNode Start) : PathPredicate;
}
