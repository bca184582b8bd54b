using Tarn.Crawlers.Background;
using Tarn.Crawlers.Stored;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>What crawls have done.</summary>
internal sealed class CrawlHistory(CrawlerService crawlers)
{
    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("GetCrawlerMetrics", JsonOperation.Of(
            GlueJson.Default.GetCrawlerMetricsRequest, GlueJson.Default.GetCrawlerMetricsResponse, MeasureAsync)),
        new("ListCrawls", JsonOperation.Of(
            GlueJson.Default.ListCrawlsRequest, GlueJson.Default.ListCrawlsResponse, ListAsync)),
    ];

    private async Task<GetCrawlerMetricsResponse> MeasureAsync(
        GetCrawlerMetricsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<KnownCrawler> all = await crawlers.Catalog.ListAsync(cancellationToken);
        (IReadOnlyList<KnownCrawler> page, string? next) = Paging.Page(
            [.. all.Where(crawler => request.CrawlerNameList?.Contains(crawler.Name) ?? true)],
            crawler => crawler.Name,
            request.NextToken,
            request.MaxResults);
        List<CrawlerMetrics> metrics = [];
        foreach (KnownCrawler crawler in page)
        {
            metrics.Add(CrawlerMapping.MetricsOf(
                crawler.Name, await crawlers.ListAsync(crawler.Name, cancellationToken)));
        }

        return new GetCrawlerMetricsResponse(metrics, next);
    }

    private async Task<ListCrawlsResponse> ListAsync(
        ListCrawlsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        CrawlFilters filters = CrawlFilters.Of(request.Filters ?? []);
        CrawlerStatus status = crawlers.StatusOf(request.CrawlerName);
        List<CrawlerHistory> crawls =
            [.. (await crawlers.ListAsync(request.CrawlerName, cancellationToken)).Select(CrawlerMapping.HistoryOf)];
        if (status is { CrawlId: { } id, StartedAt: { } start } && crawls.TrueForAll(crawl => crawl.CrawlId != id))
        {
            crawls.Insert(0, new CrawlerHistory
            {
                CrawlId = id,
                State = "RUNNING",
                StartTime = start,
                LogGroup = CrawlerMapping.LogGroup,
                LogStream = request.CrawlerName,
                MessagePrefix = id,
            });
        }

        (IReadOnlyList<CrawlerHistory> page, string? next) = Paging.LatestFirst(
            [.. crawls.Where(filters.IsMatch)], crawl => crawl.CrawlId, request.NextToken, request.MaxResults);
        return new ListCrawlsResponse(page, next);
    }
}
