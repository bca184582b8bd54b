using System.Buffers;
using System.Text.Unicode;
using Tarn.Engine.Json;
using Tarn.Engine.Vectors;
using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>Records of a part of a spool, and where in them the values are that a table has columns for.</summary>
internal sealed class ParsedRecords : IDisposable
{
    private readonly byte[] _bytes;
    private readonly JsonSlot[] _slots;
    private readonly int _columns;
    private readonly int[] _numbers;

    private ParsedRecords(int bytes, int records, int columns)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(bytes);
        _slots = ArrayPool<JsonSlot>.Shared.Rent(records * columns);
        _numbers = new int[records];
        _columns = columns;
    }

    /// <summary>How many are objects.</summary>
    public int Count { get; private set; }

    /// <summary>The others: their numbers, and why.</summary>
    public List<(int Number, string Problem)> Problems { get; } = [];

    /// <param name="spool">Has the records.</param>
    /// <param name="part">Which they are.</param>
    /// <param name="parser">Used by nobody else meanwhile.</param>
    public static ParsedRecords Read(RecordSpool spool, SpooledPart part, JsonRecordParser parser)
    {
        ParsedRecords parsed = new(part.Bytes, part.Count, parser.Columns);
        spool.Read(part, parsed._bytes);
        bool areText = Utf8.IsValid(parsed._bytes.AsSpan(0, part.Bytes));
        for (int i = 0; i < part.Count; i++)
        {
            parsed.Add(part.First + i, part.StartOf(i), part.BytesOf(i), areText, parser);
        }

        return parsed;
    }

    public void WriteNumbers(VectorWriter writer)
    {
        for (int row = 0; row < Count; row++)
        {
            writer.WriteStored(row, (long)_numbers[row]);
        }
    }

    public void Write(VectorWriter writer, int column, bool asJson) => JsonText.WriteColumn(
        writer, _bytes, _slots.AsSpan(0, Count * _columns), _columns, column, asJson);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        ArrayPool<JsonSlot>.Shared.Return(_slots);
    }

    private void Add(int number, int start, int length, bool areText, JsonRecordParser parser)
    {
        ReadOnlySpan<byte> record = _bytes.AsSpan(start, length);
        // An object begins and ends with a character of one byte, so what is text together is text one by one.
        bool isText = areText || Utf8.IsValid(record);
        Span<JsonSlot> slots = _slots.AsSpan(Count * _columns, _columns);
        if (isText && parser.TryParse(record, start, slots))
        {
            _numbers[Count++] = number;
        }
        else
        {
            Problems.Add((number, JsonCheck.Explain(_bytes.AsMemory(start, length))));
        }
    }
}
