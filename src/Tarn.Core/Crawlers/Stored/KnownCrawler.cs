namespace Tarn.Crawlers.Stored;

/// <summary>A crawler of the lake, wherever it comes from.</summary>
/// <param name="Definition">What it does.</param>
/// <param name="Stored">Null when a file defines it.</param>
public sealed record KnownCrawler(CrawlerDefinition Definition, StoredCrawler? Stored)
{
    public string Name => Definition.Name;
}
