using Tarn.State;

namespace Tarn.Streams.WriteAhead;

/// <summary>Reads records of a log one after another, from file to file.</summary>
/// <param name="start">Where to begin.</param>
/// <param name="segments">What is durable from there on, in order.</param>
internal sealed class LogRecords(LogCursor start, IReadOnlyList<DurableSegment> segments) : IDisposable
{
    private readonly LogCursor _start = start;

    /// <summary>Of files that were read to their ends, with records that may still be looked at.</summary>
    private readonly List<LogReader> _read = [];
    private LogReader? _reader;
    private int _position;

    /// <summary>Behind the record that was read last.</summary>
    public LogCursor Cursor { get; private set; } = start;

    /// <summary>The next record, or null at the end. Its data is lent until <see cref="Release"/>.</summary>
    /// <exception cref="Tarn.Common.TarnException"><c>TN4007</c>: damaged since the log was opened.</exception>
    public StreamRecord? TryRead()
    {
        for (LogReader? reader = Current(); reader is not null; reader = Next())
        {
            while (reader.TryRead() is { } frame)
            {
                Cursor = new LogCursor(frame.Sequence + 1, segments[_position].FirstSequence, reader.Offset);
                if (frame.Sequence >= _start.NextSequence)
                {
                    return RecordPayload.Read(frame);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Goes by the next record without looking at it; null at the end. Data that was lent before is given back.
    /// </summary>
    /// <exception cref="Tarn.Common.TarnException"><c>TN4007</c>: damaged since the log was opened.</exception>
    public (long Sequence, int DataBytes)? TrySkip()
    {
        for (LogReader? reader = Current(); reader is not null; reader = Next())
        {
            while (reader.TrySkip() is (long sequence, int payloadBytes))
            {
                Cursor = new LogCursor(sequence + 1, segments[_position].FirstSequence, reader.Offset);
                Release();
                if (sequence >= _start.NextSequence)
                {
                    return (sequence, payloadBytes - RecordPayload.PrefixBytes);
                }
            }
        }

        return null;
    }

    /// <summary>Nobody looks any more at the records that were read.</summary>
    public void Release()
    {
        _read.ForEach(reader => reader.Dispose());
        _read.Clear();
        _reader?.Release();
    }

    public void Dispose()
    {
        Release();
        _reader?.Dispose();
    }

    private LogReader? Current() => _position < segments.Count ? _reader ??= Open(segments[_position]) : null;

    private LogReader? Next()
    {
        if (_reader is not null)
        {
            _read.Add(_reader);
        }

        _reader = null;
        _position++;
        return Current();
    }

    private LogReader Open(DurableSegment segment) =>
        segment.FirstSequence == _start.SegmentFirst && _start.Offset > 0
            ? new LogReader(segment.Path, _start.Offset, _start.NextSequence, segment.Length)
            {
                LendsPayloads = true,
            }
            : new LogReader(segment.Path, segment.Length) { LendsPayloads = true };
}
