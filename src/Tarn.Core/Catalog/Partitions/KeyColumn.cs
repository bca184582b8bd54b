namespace Tarn.Catalog.Partitions;

/// <summary>The values that the partitions of a chunk have for one key; few are different.</summary>
/// <param name="Texts">The different values.</param>
/// <param name="Places">By partition: the place of its value among them.</param>
internal sealed record KeyColumn(IReadOnlyList<string?> Texts, IReadOnlyList<int> Places)
{
    // Stands for null among the keys of the dictionary; no partition has it for a value.
    private const string Null = "\0null";

    public static KeyColumn Of(IEnumerable<string?> values)
    {
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        List<string?> texts = [];
        List<int> places = [];
        foreach (string? value in values)
        {
            if (!known.TryGetValue(value ?? Null, out int place))
            {
                known[value ?? Null] = place = texts.Count;
                texts.Add(value);
            }

            places.Add(place);
        }

        return new KeyColumn(texts, places);
    }
}
