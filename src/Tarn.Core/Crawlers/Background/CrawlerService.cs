using Tarn.Common;
using Tarn.Crawlers.Stored;
using Tarn.Observability;
using Tarn.State;

namespace Tarn.Crawlers.Background;

/// <summary>
/// Runs crawlers in the background, each at most once at a time, and keeps what came of it. Its process holds the
/// lake's lock. Disposing stops what runs and waits for it. Thread-safe.
/// </summary>
/// <param name="runner">Crawls.</param>
/// <param name="catalog">The crawlers of the lake.</param>
/// <param name="documents">Where the history is kept.</param>
/// <param name="timeProvider">Now.</param>
/// <param name="ids">Names crawls.</param>
public sealed class CrawlerService(
    CrawlerRunner runner,
    CrawlerCatalog catalog,
    DocumentStore documents,
    TimeProvider timeProvider,
    IIdSource ids) : IAsyncDisposable
{
    private readonly CrawlRecords _records = new(documents);
    private readonly OpenCrawls _open = new(documents);
    private readonly Dictionary<string, RunningCrawl> _running = [];
    private readonly Lock _lock = new();
    private bool _isDisposed;

    /// <summary>Who wants to know how crawls end.</summary>
    public WorkListeners Listeners { get; init; } = new();

    public CrawlerCatalog Catalog => catalog;

    /// <summary>What it does now, and since when.</summary>
    public CrawlerStatus StatusOf(string name)
    {
        lock (_lock)
        {
            return _running.TryGetValue(name, out RunningCrawl? crawl)
                ? new CrawlerStatus(
                    crawl.IsStopping ? CrawlerState.Stopping : CrawlerState.Running, crawl.Id, crawl.StartedAt)
                : new CrawlerStatus(CrawlerState.Ready, CrawlId: null, StartedAt: null);
        }
    }

    /// <inheritdoc cref="TryStartAsync(string, string, CancellationToken)"/>
    public Task<bool> TryStartAsync(string name, CancellationToken cancellationToken) =>
        TryStartAsync(name, ids.NextId(), cancellationToken);

    /// <summary>Begins to crawl and does not wait; false when it crawls already.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public Task<bool> TryStartAsync(string name, string id, CancellationToken cancellationToken) =>
        TryStartAsync(name, id, open: null, cancellationToken);

    /// <summary>
    /// The same, unless a crawl of the id is there or under way. If the process ends before the crawl does, the next
    /// one begins it again (<see cref="BeginAgainAsync"/>).
    /// </summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<bool> TryStartKeptAsync(string name, string id, CancellationToken cancellationToken) =>
        await FindAsync(name, id, cancellationToken) is not null
        || await TryStartAsync(
            name, id, new OpenCrawl { Crawler = name, StartedAt = timeProvider.GetUtcNow() }, cancellationToken);

    /// <summary>Begins again what the process before had begun to keep and did not bring to its end.</summary>
    /// <param name="failed">Told of what cannot be begun again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task BeginAgainAsync(Action<TarnException> failed, CancellationToken cancellationToken)
    {
        LeftCrawls left = new(_open, _records, Listeners, timeProvider, this);
        return left.BeginAgainAsync(failed, cancellationToken);
    }

    /// <summary>The crawl of an id, once it has ended; null when there is none.</summary>
    public Task<CrawlRecord?> FindAsync(string name, string id, CancellationToken cancellationToken) =>
        _records.FindAsync(name, id, cancellationToken);

    /// <summary>Waits until the crawl that is under way has ended, if there is one.</summary>
    public async Task WaitAsync(string name, CancellationToken cancellationToken)
    {
        Task? work;
        lock (_lock)
        {
            work = _running.GetValueOrDefault(name)?.Work;
        }

        await (work ?? Task.CompletedTask).WaitAsync(cancellationToken);
    }

    /// <summary>Crawls while the caller waits, with all that goes with a crawl in the background.</summary>
    /// <exception cref="TarnException"><c>TN4008</c>: it crawls already.</exception>
    public async Task<CrawlReport> RunAsync(
        CrawlerDefinition crawler, IProgress<CrawlProgress> progress, CancellationToken cancellationToken)
    {
        RunningCrawl crawl = new(ids.NextId(), timeProvider.GetUtcNow(), cancellationToken);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_running.TryAdd(crawler.Name, crawl))
            {
                crawl.Dispose();
                throw new TarnException(ErrorCodes.StateConflict, $"crawler '{crawler.Name}' is crawling already")
                {
                    IsTransient = true,
                    Hint = "wait until it has ended, or stop it",
                };
            }
        }

        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        crawl.Work = ended.Task;
        try
        {
            return await CrawlAsync(crawler, crawl, progress);
        }
        finally
        {
            ended.SetResult();
        }
    }

    /// <summary>Tells a crawl to stop and does not wait; false when it does not crawl.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<bool> TryStopAsync(string name, CancellationToken cancellationToken)
    {
        await catalog.GetAsync(name, cancellationToken);
        lock (_lock)
        {
            _running.GetValueOrDefault(name)?.Stop();
            return _running.ContainsKey(name);
        }
    }

    /// <summary>
    /// Crawls that have ended, the latest first; those that did not run in the background are not among them.
    /// </summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such crawler.</exception>
    public async Task<IReadOnlyList<CrawlRecord>> ListAsync(string name, CancellationToken cancellationToken)
    {
        await catalog.GetAsync(name, cancellationToken);
        return await _records.ListAsync(name, cancellationToken);
    }

    /// <summary>
    /// Takes a crawler out that a client made, with its history; false, with nothing changed, when it crawls.
    /// </summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none; <c>TN3005</c>: a file defines it.</exception>
    public async Task<bool> TryDeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (StatusOf(name).State != CrawlerState.Ready)
        {
            return false;
        }

        await catalog.DeleteAsync(name, cancellationToken);
        await _records.DeleteAsync(name, cancellationToken);
        return true;
    }

    /// <summary>The crawl that ended last, in whatever process; null when there was none.</summary>
    public async Task<CrawlRecord?> FindLastAsync(string name, CancellationToken cancellationToken)
    {
        await catalog.GetAsync(name, cancellationToken);
        CrawlRecord? last = await _records.FindLatestAsync(name, cancellationToken);
        CrawlSummary? summary = await runner.FindLastAsync(name, cancellationToken);
        return summary is null || (last is not null && last.EndedAt >= summary.StartedAt) ? last : new CrawlRecord
        {
            Id = "",
            Crawler = name,
            State = CrawlState.Completed,
            StartedAt = summary.StartedAt,
            EndedAt = summary.StartedAt,
        };
    }

    public async ValueTask DisposeAsync()
    {
        Task[] work;
        lock (_lock)
        {
            _isDisposed = true;
            work = [.. _running.Values.Select(crawl => crawl.Work)];
            foreach (RunningCrawl crawl in _running.Values)
            {
                crawl.Leave();
            }
        }

        await Task.WhenAll(work);
    }

    /// <param name="open">Kept until it ends; null: it is not begun again.</param>
    internal async Task<bool> TryStartAsync(
        string name, string id, OpenCrawl? open, CancellationToken cancellationToken)
    {
        CrawlerDefinition crawler = (await catalog.GetAsync(name, cancellationToken)).Definition;
        RunningCrawl crawl = new(id, timeProvider.GetUtcNow()) { Open = open };
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_running.TryAdd(name, crawl))
            {
                crawl.Dispose();
                return _running[name].Id == id;
            }

            crawl.Work = Task.Run(() => RunAsync(crawler, crawl), CancellationToken.None);
        }

        await crawl.Known.WaitAsync(cancellationToken);
        return true;
    }

    /// <summary>What became of it is read from the history.</summary>
    private async Task RunAsync(CrawlerDefinition crawler, RunningCrawl crawl)
    {
        try
        {
            await CrawlAsync(crawler, crawl, progress: null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // It is in the record of the crawl.
        }
    }

    private async Task<CrawlReport> CrawlAsync(
        CrawlerDefinition crawler, RunningCrawl crawl, IProgress<CrawlProgress>? progress)
    {
        CrawlRecord record = new()
        {
            Id = crawl.Id,
            Crawler = crawler.Name,
            State = CrawlState.Completed,
            StartedAt = crawl.StartedAt,
            EndedAt = crawl.StartedAt,
        };
        try
        {
            if (crawl.Open is { } open)
            {
                await _open.PutAsync(crawl.Id, open, CancellationToken.None);
                Failpoint.Hit(Failpoints.BackgroundCrawlKept);
            }

            crawl.MakeKnown();
            CrawlReport report = await runner.RunAsync(
                crawler, isDryRun: false, progress, crawl.CancellationToken);
            record = record.With(report);
            return report;
        }
        catch (OperationCanceledException)
        {
            record = record with { State = CrawlState.Stopped };
            throw;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            record = record with { State = CrawlState.Failed, Error = exception.Message };
            throw;
        }
        finally
        {
            await EndAsync(crawl, record);
        }
    }

    private async Task EndAsync(RunningCrawl crawl, CrawlRecord record)
    {
        try
        {
            // What the next process begins again has not come to its end.
            if (crawl is { Open: not null, IsLeft: true } && record.State == CrawlState.Stopped)
            {
                return;
            }

            Failpoint.Hit(Failpoints.BackgroundCrawlDone);
            CrawlRecord ended = record with { EndedAt = timeProvider.GetUtcNow() };
            await _records.AddAsync(ended, CancellationToken.None);
            if (crawl.Open is not null)
            {
                await _open.DeleteAsync(crawl.Id, CancellationToken.None);
            }

            Listeners.Ended(ended.Outcome);
        }
        finally
        {
            lock (_lock)
            {
                _running.Remove(record.Crawler);
            }

            crawl.MakeKnown();
            crawl.Dispose();
        }
    }
}
