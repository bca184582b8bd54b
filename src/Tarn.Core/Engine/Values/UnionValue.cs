namespace Tarn.Engine.Values;

/// <summary>A value of type UNION: which member it is, and that member's value.</summary>
public sealed record UnionValue(string Tag, object? Value)
{
    public bool Equals(UnionValue? other) =>
        other is not null && Tag == other.Tag && ValueEquality.AreEqual(Value, other.Value);

    public override int GetHashCode() => HashCode.Combine(Tag, ValueEquality.HashOf(Value));
}
