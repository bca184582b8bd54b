namespace Tarn.Tables.DeletionVectors;

/// <summary>The positions of a file's deleted rows, from 0; immutable.</summary>
internal sealed class DeletedRows
{
    private readonly long[] _keys;
    private readonly RowContainer[] _containers;

    /// <param name="containers">By the position's upper 48 bits.</param>
    public DeletedRows(SortedDictionary<long, RowContainer> containers)
    {
        _keys = [.. containers.Keys];
        _containers = [.. containers.Values];
        Count = _containers.Sum(container => (long)container.Count);
        Bytes = _containers.Sum(container => (long)container.Bytes) + (_keys.Length * 2L * sizeof(long));
    }

    public long Count { get; }

    /// <summary>Memory the positions take, about.</summary>
    public long Bytes { get; }

    /// <summary>The positions, ascending.</summary>
    public IEnumerable<long> Rows() => _keys.Zip(_containers)
        .SelectMany(pair => pair.Second.Rows().Select(row => (pair.First << 16) | (uint)row));

    /// <summary>Answers for many rows; those next to each other share the way to their container.</summary>
    public void Mark(ReadOnlySpan<long> rows, Span<bool> results)
    {
        long key = -1;
        RowContainer? container = null;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] >> 16 != key)
            {
                key = rows[i] >> 16;
                container = Find(key);
            }

            results[i] = container is not null && container.Contains((int)(rows[i] & 0xFFFF));
        }
    }

    private RowContainer? Find(long key) =>
        Array.BinarySearch(_keys, key) is int index and >= 0 ? _containers[index] : null;
}
