using System.Buffers.Binary;
using System.Text.Json.Serialization;

namespace Tarn.Catalog.Partitions;

/// <summary>The values that the partitions of a chunk have for one key; few are different.</summary>
/// <param name="Texts">The different values; at most 65,536.</param>
/// <param name="Places">By partition: the place of its value among them, two bytes, little-endian.</param>
internal sealed record KeyColumn(IReadOnlyList<string?> Texts, byte[] Places)
{
    // Stands for null among the keys of the dictionary; no partition has it for a value.
    private const string Null = "\0null";

    [JsonIgnore]
    public int Count => Places.Length / sizeof(ushort);

    public static KeyColumn Of(IReadOnlyList<string?> values)
    {
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        List<string?> texts = [];
        byte[] places = new byte[values.Count * sizeof(ushort)];
        for (int i = 0; i < values.Count; i++)
        {
            if (!known.TryGetValue(values[i] ?? Null, out int place))
            {
                known[values[i] ?? Null] = place = texts.Count;
                texts.Add(values[i]);
            }

            BinaryPrimitives.WriteUInt16LittleEndian(places.AsSpan(i * sizeof(ushort)), checked((ushort)place));
        }

        return new KeyColumn(texts, places);
    }

    /// <summary>The place of a partition's value among the texts.</summary>
    public int PlaceOf(int partition) =>
        BinaryPrimitives.ReadUInt16LittleEndian(Places.AsSpan(partition * sizeof(ushort)));
}
