namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>A crawler as clients get it.</summary>
internal sealed record CrawlerAnswer
{
    public required string Name { get; init; }

    public required string Role { get; init; }

    public required CrawlerTargets Targets { get; init; }

    public required string DatabaseName { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyList<string> Classifiers { get; init; }

    public required RecrawlPolicy RecrawlPolicy { get; init; }

    public required SchemaChangePolicy SchemaChangePolicy { get; init; }

    public required LineageConfiguration LineageConfiguration { get; init; }

    public LakeFormationConfiguration? LakeFormationConfiguration { get; init; }

    /// <summary>JSON.</summary>
    public string? Configuration { get; init; }

    public string? CrawlerSecurityConfiguration { get; init; }

    /// <summary>READY, RUNNING or STOPPING.</summary>
    public required string State { get; init; }

    public string? TablePrefix { get; init; }

    public CrawlerSchedule? Schedule { get; init; }

    /// <summary>In milliseconds; of the crawl that runs.</summary>
    public long CrawlElapsedTime { get; init; }

    public LastCrawl? LastCrawl { get; init; }

    public DateTimeOffset? CreationTime { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    public long Version { get; init; } = 1;
}

internal sealed record CrawlerSchedule(string ScheduleExpression, string State);

internal sealed record LastCrawl
{
    /// <summary>SUCCEEDED, CANCELLED or FAILED.</summary>
    public required string Status { get; init; }

    public string? ErrorMessage { get; init; }

    public required string LogGroup { get; init; }

    public required string LogStream { get; init; }

    public required string MessagePrefix { get; init; }

    public required DateTimeOffset StartTime { get; init; }
}
