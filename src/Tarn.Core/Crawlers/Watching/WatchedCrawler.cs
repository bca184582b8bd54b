namespace Tarn.Crawlers.Watching;

/// <summary>One crawler that starts by itself: when it is due, and when to look at it again.</summary>
/// <param name="definition">With a schedule, or on arrival, or both.</param>
/// <param name="lastCrawl">When its last crawl began, or when the watch began if there was none.</param>
internal sealed class WatchedCrawler(
    CrawlerDefinition definition,
    DateTimeOffset lastCrawl,
    ListingDigest digest,
    WatchSettings settings,
    TimeProvider timeProvider)
{
    private readonly Arrivals _arrivals = new(settings);
    private DateTimeOffset? _due = definition.Schedule?.Next(lastCrawl);
    private DateTimeOffset _nextListing;
    private DateTimeOffset _pausedUntil;
    private TimeSpan _pause;

    public CrawlerDefinition Definition => definition;

    /// <summary>Null when no crawl is due.</summary>
    public async Task<CrawlCause?> FindCauseAsync(CancellationToken cancellationToken)
    {
        if (definition.OnArrival && timeProvider.GetUtcNow() >= _nextListing)
        {
            await ListAsync(cancellationToken);
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        return now < _pausedUntil ? null
            : _due <= now ? CrawlCause.Schedule
            : _arrivals.FindCause(now);
    }

    /// <summary>Takes note of a crawl's end.</summary>
    public void Note(CrawlOutcome outcome)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (outcome == CrawlOutcome.Busy)
        {
            _pausedUntil = now + settings.PollInterval;
            return;
        }

        // However many moments have passed: one crawl makes up for all.
        _due = definition.Schedule?.Next(now);
        _pause = outcome == CrawlOutcome.Done ? TimeSpan.Zero
            : _pause == TimeSpan.Zero ? settings.FailurePause
            : Shorter(_pause * 2, settings.FailurePauseMax);
        _pausedUntil = now + _pause;
        if (outcome == CrawlOutcome.Done)
        {
            _arrivals.Crawled();
        }
    }

    /// <summary>How long nothing can become due.</summary>
    public TimeSpan SleepAt(DateTimeOffset now)
    {
        TimeSpan sleep = settings.SleepMax;
        if (_due is { } due)
        {
            sleep = Shorter(sleep, due - now);
        }

        if (definition.OnArrival)
        {
            sleep = Shorter(sleep, _nextListing - now);
        }

        return sleep < _pausedUntil - now ? Shorter(_pausedUntil - now, settings.SleepMax) : sleep;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        long start = timeProvider.GetTimestamp();
        if (await digest.FindAsync(definition, cancellationToken) is { } found)
        {
            _arrivals.See(found, timeProvider.GetUtcNow());
        }

        TimeSpan share = timeProvider.GetElapsedTime(start) * settings.ListingShare;
        _nextListing = timeProvider.GetUtcNow() + (share > settings.PollInterval ? share : settings.PollInterval);
    }
}
