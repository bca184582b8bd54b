namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>What the last crawl did and how long crawls take.</summary>
internal sealed record CrawlerMetrics
{
    public required string CrawlerName { get; init; }

    public double TimeLeftSeconds { get; init; }

    public bool StillEstimating { get; init; }

    public double LastRuntimeSeconds { get; init; }

    public double MedianRuntimeSeconds { get; init; }

    public int TablesCreated { get; init; }

    public int TablesUpdated { get; init; }

    public int TablesDeleted { get; init; }
}
