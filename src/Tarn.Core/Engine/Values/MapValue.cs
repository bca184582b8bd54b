namespace Tarn.Engine.Values;

/// <summary>
/// A value of type MAP: keys with values, in the engine's order. Equal when the entries are, in order.
/// </summary>
public sealed class MapValue(IReadOnlyList<KeyValuePair<object, object?>> entries) : IEquatable<MapValue>
{
    public IReadOnlyList<KeyValuePair<object, object?>> Entries { get; } = entries;

    public bool Equals(MapValue? other) =>
        other is not null
        && Entries.Count == other.Entries.Count
        && Entries.Zip(other.Entries).All(pair =>
            ValueEquality.AreEqual(pair.First.Key, pair.Second.Key)
            && ValueEquality.AreEqual(pair.First.Value, pair.Second.Value));

    public override bool Equals(object? obj) => Equals(obj as MapValue);

    public override int GetHashCode() =>
        Entries.Aggregate(0, (hash, entry) => HashCode.Combine(hash, ValueEquality.HashOf(entry.Key)));
}
