using Tarn.Common;

namespace Tarn.Protocols.Streams.Bodies;

/// <summary>The records of a body: those that can be put, and why the others cannot.</summary>
internal sealed class BodyRecords
{
    /// <summary>Of one request.</summary>
    public const int CountMax = 100_000;

    private int _next;
    private long _bytes;

    public List<BodyRecord> Good { get; } = [];

    public List<RecordError> Errors { get; } = [];

    public void Add(ReadOnlyMemory<byte> data)
    {
        // Records can be larger than what they were sent as: the names of CSV come with each.
        _bytes += data.Length;
        if (_bytes > PlainBody.BytesMax)
        {
            throw PlainException.TooLarge($"the records of a request may have {PlainBody.BytesMax} bytes");
        }

        Good.Add(new BodyRecord(Next(), data));
    }

    public void AddError(string message) => Errors.Add(new RecordError(Next(), ErrorCodes.BadRecord, message));

    private int Next() => _next < CountMax
        ? _next++
        : throw PlainException.TooLarge($"a request may have {CountMax} records");
}

/// <param name="Index">Its position in the request, from 0.</param>
/// <param name="Data">The record.</param>
internal readonly record struct BodyRecord(int Index, ReadOnlyMemory<byte> Data);
