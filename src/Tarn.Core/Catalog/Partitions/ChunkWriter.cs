using Tarn.Catalog.Entries;
using Tarn.Tables.Pruning;

namespace Tarn.Catalog.Partitions;

/// <summary>Cuts sorted partitions into chunks and says what is in each.</summary>
/// <param name="keys">The table's partition keys.</param>
/// <param name="types">Of the keys.</param>
internal sealed class ChunkWriter(IReadOnlyList<ColumnEntry> keys, IReadOnlyList<KeyType> types)
{
    public const int CountMax = 2000;
    private const int CountWhenCut = 1000;

    /// <summary>Chunks without names yet; none of no partitions.</summary>
    public IEnumerable<(PartitionChunk Chunk, ChunkSummary Summary)> Cut(IReadOnlyList<SortedPartition> sorted)
    {
        int size = sorted.Count > CountMax ? CountWhenCut : CountMax;
        IReadOnlyList<string> names = [.. keys.Select(key => key.Name)];
        foreach (SortedPartition[] part in sorted.Chunk(size))
        {
            PartitionEntry[] entries = [.. part.Select(partition => partition.Entry)];
            KeySummary[] summaries = [.. Enumerable.Range(0, keys.Count).Select(key => Summarize(part, key))];
            yield return (
                PartitionChunk.Of(names, entries),
                new ChunkSummary("", entries.Length, entries[0].Values, entries[^1].Values, summaries));
        }
    }

    /// <summary>What a test is to be asked of a key's values in a chunk.</summary>
    public static ColumnBounds Bounds(KeySummary summary, KeyType type) => new()
    {
        Minimum = summary.Minimum is null ? null : type.Parse(summary.Minimum),
        Maximum = summary.Maximum is null ? null : type.Parse(summary.Maximum),
        HasNoNulls = summary.HasNoNulls,
        HasOnlyNulls = summary.HasOnlyNulls,
    };

    private KeySummary Summarize(SortedPartition[] part, int key)
    {
        string? minimum = null;
        string? maximum = null;
        bool isCertain = true;
        int nulls = 0;
        foreach (SortedPartition partition in part)
        {
            string? text = partition.Entry.Values[key];
            nulls += text is null ? 1 : 0;
            isCertain &= text is null || partition.Parsed[key] is not null;
            if (text is not null && isCertain)
            {
                minimum = minimum is null || IsLess(key, text, minimum) ? text : minimum;
                maximum = maximum is null || IsLess(key, maximum, text) ? text : maximum;
            }
        }

        return new KeySummary(
            isCertain ? minimum : null,
            isCertain ? maximum : null,
            HasNoNulls: isCertain && nulls == 0,
            HasOnlyNulls: nulls == part.Length);
    }

    private bool IsLess(int key, string left, string right) =>
        types[key].Parse(left)!.CompareTo(types[key].Parse(right)!) == Ordering.Less;
}
