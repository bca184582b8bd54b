using Tarn.Common;

namespace Tarn.Streams.WriteAhead;

/// <summary>The puts of one stream that wait for the disk. Thread-safe.</summary>
internal sealed class AppendQueue(LogSettings settings)
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingAppend> _queue = new();
    private TaskCompletionSource _drained = NewCompletion();
    private long _bytes;
    private bool _isScheduled;
    private bool _isClosed;

    /// <summary>Adds a put; true when somebody has to be told that there is something now.</summary>
    /// <exception cref="TarnException"><c>TN9001</c>: too much waits, or it is closed.</exception>
    public bool Add(PendingAppend append)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new TarnException(
                    ErrorCodes.StreamBusy, "the stream takes no records: it is being deleted, or the server ends")
                {
                    IsTransient = true,
                };
            }

            if (_bytes > 0 && _bytes + append.FrameBytes > settings.PendingBytesMax)
            {
                throw new TarnException(ErrorCodes.StreamBusy, "more records wait for the disk than may")
                {
                    IsTransient = true,
                    Hint = "Send it again after a moment.",
                };
            }

            _queue.Enqueue(append);
            _bytes += append.FrameBytes;
            bool schedules = !_isScheduled;
            _isScheduled = true;
            return schedules;
        }
    }

    /// <summary>Takes as much as one turn may write, and at least one put.</summary>
    public List<PendingAppend> Take()
    {
        List<PendingAppend> taken = [];
        long bytes = 0;
        lock (_gate)
        {
            while (_queue.TryPeek(out PendingAppend? next)
                && (taken.Count == 0 || bytes + next.FrameBytes <= settings.TurnBytesMax))
            {
                taken.Add(_queue.Dequeue());
                bytes += next.FrameBytes;
            }
        }

        return taken;
    }

    /// <summary>What was taken is written, or has failed; true when more waits.</summary>
    public bool Finish(List<PendingAppend> taken)
    {
        lock (_gate)
        {
            _bytes -= taken.Sum(append => (long)append.FrameBytes);
            _isScheduled = _queue.Count > 0;
            if (_isClosed && !_isScheduled)
            {
                _drained.TrySetResult();
            }

            return _isScheduled;
        }
    }

    /// <summary>Takes no more; done when those that wait are finished.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (!_isScheduled)
            {
                _drained.TrySetResult();
            }
        }

        return _drained.Task;
    }

    /// <summary>Takes more again.</summary>
    public void Reopen()
    {
        lock (_gate)
        {
            _isClosed = false;
            _drained = NewCompletion();
        }
    }

    private static TaskCompletionSource NewCompletion() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
