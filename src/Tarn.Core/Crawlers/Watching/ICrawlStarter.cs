namespace Tarn.Crawlers.Watching;

/// <summary>Crawls when a watch says so: takes the lake for it, and tells people what came of it.</summary>
public interface ICrawlStarter
{
    /// <summary>Crawls once. Failures are told and returned; only cancelling ends it with an exception.</summary>
    Task<CrawlOutcome> CrawlAsync(CrawlerDefinition crawler, CrawlCause cause, CancellationToken cancellationToken);
}
