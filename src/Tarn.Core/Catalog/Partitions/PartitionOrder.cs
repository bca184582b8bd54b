using Tarn.Catalog.Entries;
using Tarn.Tables.Pruning;

namespace Tarn.Catalog.Partitions;

/// <summary>
/// The order in which partitions are kept: key by key, values by their type, then texts that are none, then null.
/// Different texts of one value (1 and 01) are different partitions, in order of the text.
/// </summary>
internal sealed class PartitionOrder(IReadOnlyList<KeyType> keys) : IComparer<SortedPartition>
{
    public SortedPartition Place(PartitionEntry entry) => new(entry, Parse(entry.Values));

    public SortedPartition Place(IReadOnlyList<string?> values) => Place(new PartitionEntry(values, ""));

    public int Compare(SortedPartition? x, SortedPartition? y)
    {
        for (int i = 0; i < keys.Count; i++)
        {
            int order = Compare(x!, y!, i);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int Compare(SortedPartition x, SortedPartition y, int key)
    {
        int order = Rank(x, key) - Rank(y, key);
        if (order == 0 && x.Parsed[key] is { } left and not Comparand.Text)
        {
            order = left.CompareTo(y.Parsed[key]!) switch
            {
                Ordering.Less => -1,
                Ordering.Greater => 1,
                _ => 0,
            };
        }

        return order != 0 ? order : string.CompareOrdinal(x.Entry.Values[key], y.Entry.Values[key]);
    }

    private static int Rank(SortedPartition partition, int key) =>
        partition.Entry.Values[key] is null ? 2 : partition.Parsed[key] is null ? 1 : 0;

    private Comparand?[] Parse(IReadOnlyList<string?> values)
    {
        Comparand?[] parsed = new Comparand?[keys.Count];
        for (int i = 0; i < parsed.Length; i++)
        {
            parsed[i] = values[i] is { } text ? keys[i].Parse(text) : null;
        }

        return parsed;
    }
}
