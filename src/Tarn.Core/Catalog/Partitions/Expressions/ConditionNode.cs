using System.Text.RegularExpressions;

namespace Tarn.Catalog.Partitions.Expressions;

/// <summary>A part of a condition. Null is SQL's unknown.</summary>
internal abstract record ConditionNode
{
    private ConditionNode()
    {
    }

    /// <param name="values">Of a partition, in order of the keys.</param>
    public abstract bool? Evaluate(IReadOnlyList<string?> values);

    public sealed record And(ConditionNode Left, ConditionNode Right) : ConditionNode
    {
        public override bool? Evaluate(IReadOnlyList<string?> values) =>
            (Left.Evaluate(values), Right.Evaluate(values)) switch
            {
                (false, _) or (_, false) => false,
                (true, true) => true,
                _ => null,
            };
    }

    public sealed record Or(ConditionNode Left, ConditionNode Right) : ConditionNode
    {
        public override bool? Evaluate(IReadOnlyList<string?> values) =>
            (Left.Evaluate(values), Right.Evaluate(values)) switch
            {
                (true, _) or (_, true) => true,
                (false, false) => false,
                _ => null,
            };
    }

    public sealed record Not(ConditionNode Of) : ConditionNode
    {
        public override bool? Evaluate(IReadOnlyList<string?> values) => !Of.Evaluate(values);
    }

    public sealed record IsNull(ExpressionKey Key) : ConditionNode
    {
        public override bool? Evaluate(IReadOnlyList<string?> values) => values[Key.Place] is null;
    }

    /// <param name="Key">On the left.</param>
    /// <param name="Holds">Told how the key's value compares: below 0, 0, above 0.</param>
    /// <param name="Value">On the right; null is of no use.</param>
    public sealed record Comparison(ExpressionKey Key, Func<int, bool> Holds, IComparable? Value) : ConditionNode
    {
        public override bool? Evaluate(IReadOnlyList<string?> values) =>
            Value is not null && Key.ValueOf(values[Key.Place]) is { } left ? Holds(left.CompareTo(Value)) : null;
    }

    /// <param name="Key">On the left.</param>
    /// <param name="Pattern">Of the whole text.</param>
    public sealed record Like(ExpressionKey Key, Regex Pattern) : ConditionNode
    {
        public override bool? Evaluate(IReadOnlyList<string?> values) =>
            values[Key.Place] is { } text ? Pattern.IsMatch(text) : null;
    }
}
