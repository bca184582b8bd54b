namespace Tarn.Crawlers;

/// <summary>How far a crawl is.</summary>
/// <param name="Stage">What it does now.</param>
/// <param name="Done">Objects or tables that are done.</param>
/// <param name="Total">Of how many; 0 while that is not known.</param>
public readonly record struct CrawlProgress(CrawlStage Stage, int Done, int Total);
