namespace Tarn.Crawlers.Background;

/// <summary>A crawl that has not ended yet.</summary>
/// <param name="caller">Stops it too.</param>
internal sealed class RunningCrawl(string id, DateTimeOffset startedAt, CancellationToken caller) : IDisposable
{
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(caller);

    public RunningCrawl(string id, DateTimeOffset startedAt)
        : this(id, startedAt, CancellationToken.None)
    {
    }

    public string Id { get; } = id;

    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>Ends when the crawl has.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    public bool IsStopping { get; private set; }

    /// <summary>What the next process is to find if this one ends; null: it is not begun again.</summary>
    public OpenCrawl? Open { get; init; }

    /// <summary>Whether nobody stops it but the end of the process.</summary>
    public bool IsLeft { get; private set; }

    /// <summary>Ends when it is kept that the crawl begins, or never will be.</summary>
    public Task Known => _known.Task;

    public CancellationToken CancellationToken => _stop.Token;

    public void Stop()
    {
        IsStopping = true;
        _stop.Cancel();
    }

    /// <summary>Stops it because the process ends.</summary>
    public void Leave()
    {
        IsLeft = !IsStopping;
        Stop();
    }

    public void MakeKnown() => _known.TrySetResult();

    public void Dispose() => _stop.Dispose();
}
