namespace Tarn.Tables.DeletionVectors;

/// <summary>
/// Which of 65,536 consecutive rows are deleted: a sorted list when they are few, else a bit for each.
/// </summary>
internal sealed class RowContainer
{
    private const int RowsMax = 1 << 16;
    private readonly ushort[]? _sorted;
    private readonly ulong[]? _bits;

    private RowContainer(ushort[]? sorted, ulong[]? bits, int count)
    {
        _sorted = sorted;
        _bits = bits;
        Count = count;
    }

    public int Count { get; }

    public int Bytes => ((_sorted?.Length * sizeof(ushort)) ?? 0) + ((_bits?.Length * sizeof(ulong)) ?? 0);

    /// <param name="sorted">Ascending.</param>
    /// <exception cref="FormatException">Not ascending.</exception>
    public static RowContainer OfArray(ushort[] sorted)
    {
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] <= sorted[i - 1])
            {
                throw new FormatException("an array container is not sorted");
            }
        }

        return new RowContainer(sorted, null, sorted.Length);
    }

    public static RowContainer OfBits(ulong[] bits) =>
        new(null, bits, bits.Sum(word => System.Numerics.BitOperations.PopCount(word)));

    /// <param name="runs">First row and number of further rows.</param>
    /// <exception cref="FormatException">A run goes beyond the container, or runs are not ascending.</exception>
    public static RowContainer OfRuns(ReadOnlySpan<(ushort Start, ushort More)> runs)
    {
        ulong[] bits = new ulong[RowsMax / 64];
        int next = 0;
        foreach ((ushort start, ushort more) in runs)
        {
            if (start < next || start + more >= RowsMax)
            {
                throw new FormatException("a run container is not sorted or too long");
            }

            next = start + more + 1;
            for (int row = start; row < next; row++)
            {
                bits[row >> 6] |= 1UL << (row & 63);
            }
        }

        return OfBits(bits);
    }

    /// <summary>The rows, ascending.</summary>
    public IEnumerable<int> Rows() => _bits is null
        ? _sorted!.Select(row => (int)row)
        : Enumerable.Range(0, RowsMax).Where(Contains);

    public bool Contains(int row) => _bits is not null
        ? (_bits[row >> 6] & (1UL << (row & 63))) != 0
        : Array.BinarySearch(_sorted!, (ushort)row) >= 0;
}
