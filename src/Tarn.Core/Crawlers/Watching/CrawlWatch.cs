using Tarn.Storage.Watching;

namespace Tarn.Crawlers.Watching;

/// <summary>
/// Starts crawlers when their schedules say so and soon after objects arrive, one crawl at a time, until it is
/// cancelled.
/// </summary>
/// <remarks>
/// A moment of a schedule that passed since the last crawl while nothing ran is made up for once. A crawler that never
/// crawled waits for its first moment; one that crawls on arrival crawls when the watch begins.
/// </remarks>
/// <param name="parts">What crawls work with.</param>
/// <param name="crawlers">Those with a schedule or on arrival.</param>
/// <param name="starter">Crawls.</param>
/// <param name="settings">How often it looks.</param>
public sealed class CrawlWatch(
    CrawlerParts parts,
    IReadOnlyList<CrawlerDefinition> crawlers,
    ICrawlStarter starter,
    WatchSettings settings)
{
    private static readonly TimeSpan SleepMin = TimeSpan.FromMilliseconds(50);

    private IReadOnlyList<WatchedCrawler>? _watched;

    /// <summary>Watches until it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan sleep = await TurnAsync(cancellationToken);
            await Task.Delay(sleep, parts.TimeProvider, cancellationToken);
        }
    }

    /// <summary>Looks once, and runs the crawls that are due.</summary>
    /// <returns>How long to sleep until the next look.</returns>
    internal async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        _watched ??= await BeginAsync(cancellationToken);
        foreach (WatchedCrawler crawler in _watched)
        {
            if (await crawler.FindCauseAsync(cancellationToken) is { } cause)
            {
                crawler.Note(await starter.CrawlAsync(crawler.Definition, cause, cancellationToken));
            }
        }

        DateTimeOffset now = parts.TimeProvider.GetUtcNow();
        TimeSpan sleep = _watched.Select(crawler => crawler.SleepAt(now)).Min();
        return sleep > SleepMin ? sleep : SleepMin;
    }

    private async Task<IReadOnlyList<WatchedCrawler>> BeginAsync(CancellationToken cancellationToken)
    {
        ListingDigest digest = new(parts.Buckets, parts.LakeTables);
        CrawlerRunner runner = new(parts);
        DateTimeOffset now = parts.TimeProvider.GetUtcNow();
        List<WatchedCrawler> watched = [];
        foreach (CrawlerDefinition crawler in crawlers)
        {
            CrawlSummary? last = await runner.FindLastAsync(crawler.Name, cancellationToken);
            watched.Add(new WatchedCrawler(
                crawler, last?.StartedAt ?? now, digest, settings, parts.TimeProvider));
        }

        return watched;
    }
}
