using System.Buffers;

namespace Tarn.Protocols.Aws.Firehose.Records;

/// <summary>The records of a put, decoded into one buffer that goes back when this is disposed.</summary>
internal sealed class PutRequest(int bytesMax) : IDisposable
{
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, bytesMax));
    private readonly List<ReadOnlyMemory<byte>> _records = [];

    /// <summary>Null when the request does not say it.</summary>
    public string? DeliveryStreamName { get; set; }

    /// <summary>Null when the request has no list of records.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Records => HasRecords ? _records : null;

    public bool HasRecords { get; set; }

    /// <summary>Of all records.</summary>
    public int Bytes { get; private set; }

    /// <summary>Where the next record is decoded to.</summary>
    public Span<byte> Free => _buffer.AsSpan(Bytes);

    /// <summary>What was decoded into <see cref="Free"/> is a record.</summary>
    public void Add(int length)
    {
        _records.Add(_buffer.AsMemory(Bytes, length));
        Bytes += length;
    }

    /// <summary>Forgets the records; the last one of members with the same name counts.</summary>
    public void Clear()
    {
        _records.Clear();
        Bytes = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
