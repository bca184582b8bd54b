namespace Tarn.Crawlers.Background;

/// <summary>What a crawler does now.</summary>
/// <param name="CrawlId">Of the crawl that runs; null when none does.</param>
/// <param name="StartedAt">When that began.</param>
public sealed record CrawlerStatus(CrawlerState State, string? CrawlId, DateTimeOffset? StartedAt);
