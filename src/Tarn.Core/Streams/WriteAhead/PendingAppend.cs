using Tarn.State;

namespace Tarn.Streams.WriteAhead;

/// <summary>Records of one put on their way to the disk.</summary>
internal sealed class PendingAppend
{
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _records;
    private readonly uint[] _checksums;
    private readonly long _arrivedAtMilliseconds;

    /// <summary>Continuations run on the pool, not on the thread that writes.</summary>
    private readonly TaskCompletionSource<long> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long _firstSequence;

    /// <summary>Computes the checksums, on the thread of whoever puts.</summary>
    public PendingAppend(IReadOnlyList<ReadOnlyMemory<byte>> records, DateTimeOffset arrivedAt)
    {
        _records = records;
        _arrivedAtMilliseconds = arrivedAt.ToUnixTimeMilliseconds();
        _checksums = new uint[records.Count];
        for (int i = 0; i < _checksums.Length; i++)
        {
            _checksums[i] = RecordPayload.Checksum(_arrivedAtMilliseconds, records[i].Span);
            DataBytes += records[i].Length;
        }

        FrameBytes = (int)(DataBytes
            + ((long)_checksums.Length * (LogFormat.FrameHeaderBytes + RecordPayload.PrefixBytes)));
    }

    public int Records => _records.Count;

    /// <summary>Of the records alone.</summary>
    public long DataBytes { get; }

    /// <summary>What it takes in the log.</summary>
    public int FrameBytes { get; }

    /// <summary>The sequence of the first record, once all are durable.</summary>
    public Task<long> Done => _done.Task;

    /// <summary>Writes the frames; returns the sequence after the last.</summary>
    /// <param name="destination"><see cref="FrameBytes"/> long.</param>
    /// <param name="firstSequence">Of the first record.</param>
    public long WriteTo(Span<byte> destination, long firstSequence)
    {
        _firstSequence = firstSequence;
        for (int i = 0; i < _checksums.Length; i++)
        {
            ReadOnlySpan<byte> data = _records[i].Span;
            LogFormat.WriteFrameHeader(
                destination, firstSequence + i, RecordPayload.PrefixBytes + data.Length, _checksums[i]);
            destination = destination[LogFormat.FrameHeaderBytes..];
            RecordPayload.WritePrefix(destination, _arrivedAtMilliseconds);
            data.CopyTo(destination[RecordPayload.PrefixBytes..]);
            destination = destination[(RecordPayload.PrefixBytes + data.Length)..];
        }

        return firstSequence + _checksums.Length;
    }

    public void Complete() => _done.SetResult(_firstSequence);

    public void Fail(Exception exception) => _done.SetException(exception);
}
