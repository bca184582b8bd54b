namespace Tarn.Streams.Delivery;

/// <summary>How a worker is woken, and how others wait for what it delivers. Thread-safe.</summary>
/// <param name="delivered">Sequence of the last record that was delivered.</param>
internal sealed class DeliverySignal(long delivered)
{
    private readonly Lock _gate = new();
    private readonly List<(long UpTo, TaskCompletionSource Done)> _flushes = [];
    private TaskCompletionSource _raised = New();
    private TaskCompletionSource _asked = New();
    private long _delivered = delivered;

    /// <summary>The sequence up to which somebody waits; 0 when nobody does.</summary>
    public long FlushUpTo
    {
        get
        {
            lock (_gate)
            {
                return _flushes.Count == 0 ? 0 : _flushes.Max(flush => flush.UpTo);
            }
        }
    }

    public void Raise()
    {
        lock (_gate)
        {
            _raised.TrySetResult();
        }
    }

    /// <summary>Done at the first <see cref="Raise"/> since the last call.</summary>
    public Task WaitAsync()
    {
        lock (_gate)
        {
            if (_raised.Task.IsCompleted)
            {
                _raised = New();
            }

            return _raised.Task;
        }
    }

    /// <summary>Done at the next <see cref="FlushAsync"/>.</summary>
    public Task WaitForFlushAsync()
    {
        lock (_gate)
        {
            return _asked.Task;
        }
    }

    /// <summary>Done when the records up to the sequence are delivered.</summary>
    public async Task FlushAsync(long upTo, CancellationToken cancellationToken)
    {
        TaskCompletionSource done = New();
        lock (_gate)
        {
            if (upTo <= _delivered)
            {
                return;
            }

            _flushes.Add((upTo, done));
            _raised.TrySetResult();
            _asked.TrySetResult();
            _asked = New();
        }

        try
        {
            await done.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _flushes.RemoveAll(flush => flush.Done == done);
            }
        }
    }

    public void Delivered(long sequence)
    {
        lock (_gate)
        {
            _delivered = sequence;
            foreach ((_, TaskCompletionSource done) in _flushes.Where(flush => flush.UpTo <= sequence))
            {
                done.TrySetResult();
            }

            _flushes.RemoveAll(flush => flush.UpTo <= sequence);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
