namespace Tarn.Crawlers;

/// <summary>What is kept of a crawler's last crawl.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="Objects">Objects below its targets.</param>
/// <param name="Tables">Tables made of them.</param>
/// <param name="Junk">Objects that are in no table.</param>
public sealed record CrawlSummary(DateTimeOffset StartedAt, int Objects, int Tables, int Junk);
