namespace Tarn.Engine.Values;

/// <summary>Equality of the engine's CLR values, arrays compared by element.</summary>
internal static class ValueEquality
{
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (object?[] a, object?[] b) => a.Length == b.Length && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        _ => Equals(left, right),
    };

    public static int HashOf(object? value) => value switch
    {
        byte[] bytes => bytes.Aggregate(0, HashCode.Combine),
        object?[] elements => elements.Aggregate(0, (hash, element) => HashCode.Combine(hash, HashOf(element))),
        _ => value?.GetHashCode() ?? 0,
    };
}
