namespace Tarn.Crawlers.Watching;

/// <summary>What became of a crawl that was started by itself.</summary>
public enum CrawlOutcome
{
    /// <summary>It came to its end.</summary>
    Done,

    /// <summary>It ended early; who started it has told why.</summary>
    Failed,

    /// <summary>It did not begin, since another process has the lake.</summary>
    Busy,
}
