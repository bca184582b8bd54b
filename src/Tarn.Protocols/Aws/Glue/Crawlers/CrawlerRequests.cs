namespace Tarn.Protocols.Aws.Glue.Crawlers;

internal sealed record CrawlerRequest
{
    public required string Name { get; init; }
}

internal sealed record GetCrawlerResponse(CrawlerAnswer Crawler);

internal record CrawlerPageRequest
{
    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record ListCrawlersRequest : CrawlerPageRequest
{
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

internal sealed record GetCrawlersResponse(IReadOnlyList<CrawlerAnswer> Crawlers, string? NextToken);

internal sealed record ListCrawlersResponse(IReadOnlyList<string> CrawlerNames, string? NextToken);

internal sealed record BatchGetCrawlersRequest
{
    public required IReadOnlyList<string> CrawlerNames { get; init; }
}

internal sealed record BatchGetCrawlersResponse(
    IReadOnlyList<CrawlerAnswer> Crawlers, IReadOnlyList<string> CrawlersNotFound);

internal sealed record GetCrawlerMetricsRequest
{
    public IReadOnlyList<string>? CrawlerNameList { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record GetCrawlerMetricsResponse(IReadOnlyList<CrawlerMetrics> CrawlerMetricsList, string? NextToken);

internal sealed record ListCrawlsRequest
{
    public required string CrawlerName { get; init; }

    public IReadOnlyList<CrawlsFilter>? Filters { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record ListCrawlsResponse(IReadOnlyList<CrawlerHistory> Crawls, string? NextToken);

internal sealed record CrawlsFilter
{
    public string? FieldName { get; init; }

    public string? FilterOperator { get; init; }

    public string? FieldValue { get; init; }
}

internal sealed record CreateCrawlerRequest : CrawlerInput
{
    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

internal sealed record UpdateCrawlerRequest : CrawlerInput
{
    public required string Name { get; init; }
}

internal record CrawlerScheduleRequest
{
    public required string CrawlerName { get; init; }
}

internal sealed record UpdateScheduleRequest : CrawlerScheduleRequest
{
    public string? Schedule { get; init; }
}
