namespace Tarn.Flows.Scheduling;

/// <summary>Keys of what was changed, for one who looks now and then. Thread-safe.</summary>
internal sealed class ChangedKeys
{
    private readonly Lock _lock = new();
    private HashSet<string> _keys = [];
    private TaskCompletionSource _news = NewSignal();

    public void Add(string key)
    {
        lock (_lock)
        {
            _keys.Add(key);
            _news.TrySetResult();
        }
    }

    public IReadOnlyCollection<string> Take()
    {
        lock (_lock)
        {
            HashSet<string> taken = _keys;
            (_keys, _news) = ([], NewSignal());
            return taken;
        }
    }

    /// <summary>Until something is changed, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan timeMax, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        Task news;
        lock (_lock)
        {
            news = _news.Task;
        }

        using CancellationTokenSource awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TimeSpan time = timeMax > TimeSpan.Zero ? timeMax : TimeSpan.Zero;
        await Task.WhenAny(news, Task.Delay(time, timeProvider, awake.Token));
        cancellationToken.ThrowIfCancellationRequested();
        await awake.CancelAsync();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
