namespace Tarn.Crawlers.Background;

/// <summary>How a crawl ended. Persisted by name.</summary>
public enum CrawlState
{
    Completed,
    Failed,

    /// <summary>Somebody stopped it, or the process ended.</summary>
    Stopped,
}
