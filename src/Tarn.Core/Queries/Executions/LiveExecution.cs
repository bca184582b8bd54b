namespace Tarn.Queries.Executions;

/// <summary>An execution that waits or runs.</summary>
internal sealed class LiveExecution(ExecutionRecord record, StatementText text) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ExecutionRecord _record = record;

    public ExecutionRecord Record
    {
        get => _record;
        set => _record = value;
    }

    public StatementText Text => text;

    /// <summary>Whether somebody asked to stop it; false when it is the server that ends.</summary>
    public bool IsStopped { get; private set; }

    public CancellationToken Token => _stop.Token;

    public void Stop()
    {
        IsStopped = true;
        _stop.Cancel();
    }

    /// <summary>Ends it because the server does.</summary>
    public void Abandon() => _stop.Cancel();

    /// <summary>Ends when the record says how it ended.</summary>
    public Task Ended => _ended.Task;

    public void Dispose()
    {
        _stop.Dispose();
        _ended.TrySetResult();
    }
}
