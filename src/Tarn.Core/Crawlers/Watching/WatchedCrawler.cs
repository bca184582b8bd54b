using Tarn.Storage.Watching;

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
    private readonly FailurePause _pause = new(settings);
    private readonly PacedLooks _looks = new(token => digest.FindAsync(definition, token), settings, timeProvider);
    private DateTimeOffset? _due = definition.Schedule?.Next(lastCrawl);

    public CrawlerDefinition Definition => definition;

    /// <summary>Null when no crawl is due.</summary>
    public async Task<CrawlCause?> FindCauseAsync(CancellationToken cancellationToken)
    {
        if (definition.OnArrival)
        {
            await _looks.LookAsync(_arrivals, cancellationToken);
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        return now < _pause.Until ? null
            : _due <= now ? CrawlCause.Schedule
            : !_arrivals.IsDue(now) ? null
            : _arrivals.IsFirst ? CrawlCause.Start
            : CrawlCause.Arrival;
    }

    /// <summary>Takes note of a crawl's end.</summary>
    public void Note(CrawlOutcome outcome)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (outcome == CrawlOutcome.Busy)
        {
            _pause.Postponed(now);
            return;
        }

        // However many moments have passed: one crawl makes up for all.
        _due = definition.Schedule?.Next(now);
        if (outcome == CrawlOutcome.Failed)
        {
            _pause.Failed(now);
            return;
        }

        _pause.Succeeded(now);
        _arrivals.Done();
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
            sleep = Shorter(sleep, _looks.NextAt - now);
        }

        return sleep < _pause.Until - now ? Shorter(_pause.Until - now, settings.SleepMax) : sleep;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
