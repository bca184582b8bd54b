namespace Tarn.Crawlers.Memory;

/// <summary>What a crawler remembers besides objects (docs/formats/crawlers.md).</summary>
internal sealed record CrawlerIndex
{
    /// <summary>Of the settings that decide what an object is taken for; others make all objects new.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Number of chunks, a power of two.</summary>
    public required int Chunks { get; init; }

    public required IReadOnlyList<RememberedTable> Tables { get; init; }

    public required CrawlSummary LastCrawl { get; init; }
}
