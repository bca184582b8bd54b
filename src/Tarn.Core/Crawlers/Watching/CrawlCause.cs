namespace Tarn.Crawlers.Watching;

/// <summary>Why a crawl starts by itself.</summary>
public enum CrawlCause
{
    /// <summary>The watch began: what came before it is not missed.</summary>
    Start,

    /// <summary>A moment of its schedule has come, or passed while nothing ran.</summary>
    Schedule,

    /// <summary>Objects below its targets appeared, changed or vanished.</summary>
    Arrival,
}
