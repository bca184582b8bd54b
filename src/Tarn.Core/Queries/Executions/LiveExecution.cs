using System.Diagnostics;

namespace Tarn.Queries.Executions;

/// <summary>An execution that waits or runs. Thread-safe.</summary>
internal sealed class LiveExecution : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ExecutionRecord _record;
    private bool _isStopped;

    public LiveExecution(ExecutionRecord record, RequestedStatement requested)
    {
        _record = record;
        Requested = requested;
        Token = _stop.Token;
    }

    public ExecutionRecord Record
    {
        get => _record;
        set => _record = value;
    }

    /// <summary>What it runs.</summary>
    public RequestedStatement Requested { get; }

    public StatementText Text => Requested.Text;

    public CancellationToken Token { get; }

    /// <summary>The span of the request for it; nothing when there was none.</summary>
    public ActivityContext AskedBy { get; } = Activity.Current?.Context ?? default;

    /// <summary>Whether somebody asked to stop it; false when it is the server that ends.</summary>
    public bool IsStopped
    {
        get
        {
            lock (_lock)
            {
                return _isStopped;
            }
        }
    }

    /// <summary>Ends when the record says how it ended.</summary>
    public Task Ended => _ended.Task;

    public void Stop() => End(isStopped: true);

    /// <summary>Ends it because the server does.</summary>
    public void Abandon() => End(isStopped: false);

    public void Dispose()
    {
        lock (_lock)
        {
            _ended.TrySetResult();
            _stop.Dispose();
        }
    }

    private void End(bool isStopped)
    {
        lock (_lock)
        {
            if (!_ended.Task.IsCompleted)
            {
                _isStopped |= isStopped;
                _ = _stop.CancelAsync();
            }
        }
    }
}
