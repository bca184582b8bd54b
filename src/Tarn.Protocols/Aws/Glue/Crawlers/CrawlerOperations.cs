using Tarn.Crawlers;
using Tarn.Crawlers.Background;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>Crawlers of the lake: looked at, started, stopped.</summary>
internal sealed class CrawlerOperations(CrawlerService crawlers, TimeProvider timeProvider)
{
    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("GetCrawler", JsonOperation.Of(
            GlueJson.Default.CrawlerRequest,
            GlueJson.Default.GetCrawlerResponse,
            GetAsync,
            new() { Text = "crawlers of `crawlers/`; the server does not go by their schedules" })),
        new("GetCrawlers", JsonOperation.Of(
            GlueJson.Default.CrawlerPageRequest, GlueJson.Default.GetCrawlersResponse, GetAllAsync)),
        new("BatchGetCrawlers", JsonOperation.Of(
            GlueJson.Default.BatchGetCrawlersRequest, GlueJson.Default.BatchGetCrawlersResponse, GetNamedAsync)),
        new("ListCrawlers", JsonOperation.Of(
            GlueJson.Default.CrawlerPageRequest, GlueJson.Default.ListCrawlersResponse, ListAsync)),
        new("StartCrawler", JsonOperation.Of(
            GlueJson.Default.CrawlerRequest, GlueJson.Default.Empty, StartAsync)),
        new("StopCrawler", JsonOperation.Of(
            GlueJson.Default.CrawlerRequest, GlueJson.Default.Empty, StopAsync)),
    ];

    private async Task<GetCrawlerResponse> GetAsync(
        CrawlerRequest request, AwsCall call, CancellationToken cancellationToken) =>
        new(await AnswerAsync(crawlers.Get(request.Name), cancellationToken));

    private async Task<GetCrawlersResponse> GetAllAsync(
        CrawlerPageRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<CrawlerDefinition> page, string? next) = PageOf(request);
        List<CrawlerAnswer> answers = [];
        foreach (CrawlerDefinition crawler in page)
        {
            answers.Add(await AnswerAsync(crawler, cancellationToken));
        }

        return new GetCrawlersResponse(answers, next);
    }

    private async Task<BatchGetCrawlersResponse> GetNamedAsync(
        BatchGetCrawlersRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        List<CrawlerAnswer> answers = [];
        foreach (CrawlerDefinition crawler in crawlers.Crawlers.Where(crawler =>
            request.CrawlerNames.Contains(crawler.Name)))
        {
            answers.Add(await AnswerAsync(crawler, cancellationToken));
        }

        return new BatchGetCrawlersResponse(
            answers, [.. request.CrawlerNames.Except(answers.Select(answer => answer.Name))]);
    }

    private Task<ListCrawlersResponse> ListAsync(
        CrawlerPageRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<CrawlerDefinition> page, string? next) = PageOf(request);
        return Task.FromResult(new ListCrawlersResponse([.. page.Select(crawler => crawler.Name)], next));
    }

    private Task<Empty> StartAsync(CrawlerRequest request, AwsCall call, CancellationToken cancellationToken) =>
        crawlers.TryStart(request.Name) ? Task.FromResult(new Empty()) : throw new AwsException(
            "CrawlerRunningException", $"Crawler with name {request.Name} has already started");

    private Task<Empty> StopAsync(CrawlerRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        if (crawlers.StatusOf(crawlers.Get(request.Name).Name).State == CrawlerState.Stopping)
        {
            throw new AwsException(
                "CrawlerStoppingException", $"Crawler with name {request.Name} is stopping already");
        }

        return crawlers.TryStop(request.Name) ? Task.FromResult(new Empty()) : throw new AwsException(
            "CrawlerNotRunningException", $"Crawler with name {request.Name} isn't running");
    }

    private (IReadOnlyList<CrawlerDefinition> Items, string? NextToken) PageOf(CrawlerPageRequest request) =>
        Paging.Page(crawlers.Crawlers, crawler => crawler.Name, request.NextToken, request.MaxResults);

    private async Task<CrawlerAnswer> AnswerAsync(CrawlerDefinition crawler, CancellationToken cancellationToken)
    {
        // The status first: a crawl that ends in between is then in the history.
        CrawlerStatus status = crawlers.StatusOf(crawler.Name);
        CrawlRecord? last = await crawlers.FindLastAsync(crawler.Name, cancellationToken);
        return CrawlerMapping.AnswerOf(crawler, status, last, timeProvider.GetUtcNow());
    }
}
