namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>A crawl of the past, or the one that runs.</summary>
internal sealed record CrawlerHistory
{
    public required string CrawlId { get; init; }

    /// <summary>RUNNING, COMPLETED, FAILED or STOPPED.</summary>
    public required string State { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    /// <summary>JSON.</summary>
    public string? Summary { get; init; }

    public string? ErrorMessage { get; init; }

    public required string LogGroup { get; init; }

    public required string LogStream { get; init; }

    public required string MessagePrefix { get; init; }
}
