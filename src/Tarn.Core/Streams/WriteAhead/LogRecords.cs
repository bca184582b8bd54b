using Tarn.State;

namespace Tarn.Streams.WriteAhead;

/// <summary>Reads records of a log one after another, from file to file.</summary>
/// <param name="start">Where to begin.</param>
/// <param name="segments">What is durable from there on, in order.</param>
internal sealed class LogRecords(LogCursor start, IReadOnlyList<DurableSegment> segments) : IDisposable
{
    private readonly LogCursor _start = start;
    private LogReader? _reader;
    private int _position;

    /// <summary>Behind the record that was read last.</summary>
    public LogCursor Cursor { get; private set; } = start;

    /// <summary>The next record, or null at the end.</summary>
    /// <exception cref="Tarn.Common.TarnException"><c>TN4007</c>: damaged since the log was opened.</exception>
    public StreamRecord? TryRead()
    {
        while (_position < segments.Count)
        {
            _reader ??= Open(segments[_position]);
            while (_reader.TryRead() is { } frame)
            {
                Cursor = new LogCursor(frame.Sequence + 1, segments[_position].FirstSequence, _reader.Offset);
                if (frame.Sequence >= _start.NextSequence)
                {
                    return RecordPayload.Read(frame);
                }
            }

            _reader.Dispose();
            _reader = null;
            _position++;
        }

        return null;
    }

    public void Dispose() => _reader?.Dispose();

    private LogReader Open(DurableSegment segment) =>
        segment.FirstSequence == _start.SegmentFirst && _start.Offset > 0
            ? new LogReader(segment.Path, _start.Offset, _start.NextSequence, segment.Length)
            : new LogReader(segment.Path, segment.Length);
}
