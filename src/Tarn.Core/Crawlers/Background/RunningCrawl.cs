namespace Tarn.Crawlers.Background;

/// <summary>A crawl that has not ended yet.</summary>
/// <param name="caller">Stops it too.</param>
internal sealed class RunningCrawl(string id, DateTimeOffset startedAt, CancellationToken caller) : IDisposable
{
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

    public CancellationToken CancellationToken => _stop.Token;

    public void Stop()
    {
        IsStopping = true;
        _stop.Cancel();
    }

    public void Dispose() => _stop.Dispose();
}
