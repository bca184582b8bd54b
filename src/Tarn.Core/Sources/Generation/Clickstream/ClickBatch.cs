using System.Buffers;

namespace Tarn.Sources.Generation.Clickstream;

/// <summary>Records that are to be sent together. Good until the next batch is asked for.</summary>
public sealed class ClickBatch
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<int> _ends = [];

    public int Count => _ends.Count;

    /// <summary>All records, one behind the other with nothing between them.</summary>
    public long SizeBytes => _bytes.WrittenCount;

    /// <summary>One record in UTF-8, without an end of line.</summary>
    public ReadOnlyMemory<byte> this[int index]
    {
        get
        {
            int start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.WrittenMemory[start.._ends[index]];
        }
    }

    /// <summary>Fills it anew.</summary>
    /// <param name="source">Where records are from.</param>
    /// <param name="count">How many.</param>
    /// <param name="now">When they are sent.</param>
    public void Fill(ClickstreamSource source, int count, DateTimeOffset now)
    {
        _bytes.ResetWrittenCount();
        _ends.Clear();
        for (int record = 0; record < count; record++)
        {
            source.Write(now, _bytes);
            _ends.Add(_bytes.WrittenCount);
        }
    }
}
