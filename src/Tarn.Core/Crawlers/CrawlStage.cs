namespace Tarn.Crawlers;

/// <summary>The parts of a crawl, in order.</summary>
public enum CrawlStage
{
    Listing,

    /// <summary>Looking at objects that are new or changed.</summary>
    Reading,

    /// <summary>Writing tables into the catalog.</summary>
    Updating,
}
