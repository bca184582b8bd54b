using Tarn.Common;
using Tarn.Observability;

namespace Tarn.Crawlers.Background;

/// <summary>What becomes of crawls that the process before did not bring to their end: they keep their ids.</summary>
internal sealed class LeftCrawls(
    OpenCrawls open, CrawlRecords records, WorkListeners listeners, TimeProvider timeProvider, CrawlerService service)
{
    /// <summary>How often a crawl is begun again because the process ended before it did.</summary>
    private const int InterruptionsMax = 5;

    /// <param name="failed">Told of what cannot be begun again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task BeginAgainAsync(Action<TarnException> failed, CancellationToken cancellationToken)
    {
        foreach ((string id, OpenCrawl crawl) in await open.ListAsync(cancellationToken))
        {
            // What this process has begun is not left.
            if (service.StatusOf(crawl.Crawler).CrawlId == id)
            {
                continue;
            }

            if (await records.FindAsync(crawl.Crawler, id, cancellationToken) is not null)
            {
                await open.DeleteAsync(id, cancellationToken);
                continue;
            }

            try
            {
                if (crawl.Interruptions < InterruptionsMax)
                {
                    OpenCrawl again = crawl with { Interruptions = crawl.Interruptions + 1 };
                    await service.TryStartAsync(crawl.Crawler, id, again, cancellationToken);
                }
                else
                {
                    await GiveUpAsync(id, crawl, cancellationToken);
                }
            }
            catch (TarnException exception)
            {
                await open.DeleteAsync(id, cancellationToken);
                failed(new TarnException(
                    exception.Code,
                    $"crawl '{id}', which the process before left, is not begun again: {exception.Message}"));
            }
        }
    }

    private async Task GiveUpAsync(string id, OpenCrawl crawl, CancellationToken cancellationToken)
    {
        CrawlRecord ended = new()
        {
            Id = id,
            Crawler = crawl.Crawler,
            State = CrawlState.Failed,
            StartedAt = crawl.StartedAt,
            EndedAt = timeProvider.GetUtcNow(),
            Error = "the process ended during each attempt",
        };
        await records.AddAsync(ended, cancellationToken);
        await open.DeleteAsync(id, cancellationToken);
        listeners.Ended(ended.Outcome);
    }
}
