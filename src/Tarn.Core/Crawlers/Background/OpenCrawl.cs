namespace Tarn.Crawlers.Background;

/// <summary>
/// A crawl that a schedule or trigger has begun and that has no end yet; also the document that is kept of it
/// (docs/formats/crawlers.md).
/// </summary>
internal sealed record OpenCrawl
{
    public required string Crawler { get; init; }

    /// <summary>When it began the first time.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How often it was begun again because its process had ended.</summary>
    public int Interruptions { get; init; }
}
