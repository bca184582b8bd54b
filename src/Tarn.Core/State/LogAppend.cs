using System.Runtime.ExceptionServices;

namespace Tarn.State;

/// <summary>One caller's frames on their way into a <see cref="CheckedLog"/>.</summary>
internal sealed class LogAppend(IReadOnlyList<ReadOnlyMemory<byte>> payloads)
{
    private long _lastSequence;
    private Exception? _failure;

    public bool IsDone { get; private set; }

    /// <summary>Numbers the frames from the given sequence; returns the one after the last.</summary>
    public long WriteTo(Stream destination, long sequence)
    {
        foreach (ReadOnlyMemory<byte> payload in payloads)
        {
            LogFormat.WriteFrame(destination, sequence++, payload.Span);
        }

        _lastSequence = sequence - 1;
        return sequence;
    }

    /// <param name="failure">Why the frames are not durable; null when they are.</param>
    public void Complete(Exception? failure)
    {
        _failure = failure;
        IsDone = true;
    }

    public long LastSequenceOrThrow()
    {
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        return _lastSequence;
    }
}
