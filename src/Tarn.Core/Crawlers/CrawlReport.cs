namespace Tarn.Crawlers;

/// <summary>What a crawl found and did.</summary>
public sealed record CrawlReport
{
    /// <summary>Junk that a report names; the rest is counted only.</summary>
    public const int JunkNamedMax = 1000;

    public required string Crawler { get; init; }

    /// <summary>True when nothing was written.</summary>
    public required bool IsDryRun { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Objects below the targets that are not excluded.</summary>
    public required int ObjectsListed { get; init; }

    /// <summary>Those that were opened, being new or changed.</summary>
    public required int ObjectsRead { get; init; }

    public required int ObjectsUnchanged { get; init; }

    /// <summary>Objects that were deleted while the crawl was looking.</summary>
    public required int ObjectsVanished { get; init; }

    /// <summary>In order of name.</summary>
    public required IReadOnlyList<CrawledTable> Tables { get; init; }

    public required int JunkCount { get; init; }

    public required IReadOnlyList<JunkObject> Junk { get; init; }
}
