namespace Tarn.Engine.Values;

/// <summary>A value of type STRUCT: named values in order. Equal when names and values are.</summary>
public sealed class StructValue(IReadOnlyList<KeyValuePair<string, object?>> fields) : IEquatable<StructValue>
{
    public IReadOnlyList<KeyValuePair<string, object?>> Fields { get; } = fields;

    /// <exception cref="KeyNotFoundException">No field has the name, case ignored.</exception>
    public object? this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, object?> field in Fields)
            {
                if (string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return field.Value;
                }
            }

            throw new KeyNotFoundException($"The struct has no field '{name}'; its fields are {Names()}.");
        }
    }

    public bool Equals(StructValue? other) =>
        other is not null
        && Fields.Count == other.Fields.Count
        && Fields.Zip(other.Fields).All(pair =>
            pair.First.Key == pair.Second.Key && ValueEquality.AreEqual(pair.First.Value, pair.Second.Value));

    public override bool Equals(object? obj) => Equals(obj as StructValue);

    public override int GetHashCode() =>
        Fields.Aggregate(0, (hash, field) => HashCode.Combine(hash, field.Key, ValueEquality.HashOf(field.Value)));

    private string Names() => string.Join(", ", Fields.Select(field => field.Key));
}
