namespace Tarn.Streams.Delivery;

/// <summary>Where records that follow each other are in a spool, and which they are.</summary>
/// <param name="first">Number of the first.</param>
/// <param name="offset">Where it begins in the file.</param>
internal sealed class SpooledPart(int first, long offset)
{
    /// <summary>As many as the engine takes at once.</summary>
    private const int RecordsMax = 2048;
    private const int BytesMax = 4 * 1024 * 1024;

    private readonly int[] _ends = new int[RecordsMax];
    private readonly long[] _sequences = new long[RecordsMax];
    private readonly long[] _arrivals = new long[RecordsMax];

    public int First => first;

    public long Offset => offset;

    public int Count { get; private set; }

    public int Bytes => Count == 0 ? 0 : _ends[Count - 1];

    public bool IsFull => Count == RecordsMax || Bytes >= BytesMax;

    /// <param name="source">The record that was put.</param>
    /// <param name="bytes">Of what is spooled of it.</param>
    public void Add(StreamRecord source, int bytes)
    {
        _sequences[Count] = source.Sequence;
        _arrivals[Count] = source.ArrivedAt.ToUnixTimeMilliseconds();
        _ends[Count] = Bytes + bytes;
        Count++;
    }

    /// <summary>Where a record begins among the bytes of the part.</summary>
    public int StartOf(int index) => index == 0 ? 0 : _ends[index - 1];

    public int BytesOf(int index) => _ends[index] - StartOf(index);

    public StreamRecord RecordOf(int index, ReadOnlyMemory<byte> data) =>
        new(_sequences[index], DateTimeOffset.FromUnixTimeMilliseconds(_arrivals[index]), data);
}
