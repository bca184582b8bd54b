using Tarn.Crawlers.Background;
using Tarn.Crawlers.Stored;
using Tarn.Protocols.Aws.Glue.Tags;
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
            new()
            {
                Text = "crawlers of `crawlers/` and those that clients make; the server does not go by"
                    + " their schedules",
            })),
        new("GetCrawlers", JsonOperation.Of(
            GlueJson.Default.CrawlerPageRequest, GlueJson.Default.GetCrawlersResponse, GetAllAsync)),
        new("BatchGetCrawlers", JsonOperation.Of(
            GlueJson.Default.BatchGetCrawlersRequest, GlueJson.Default.BatchGetCrawlersResponse, GetNamedAsync)),
        new("ListCrawlers", JsonOperation.Of(
            GlueJson.Default.ListCrawlersRequest, GlueJson.Default.ListCrawlersResponse, ListAsync)),
        new("StartCrawler", JsonOperation.Of(
            GlueJson.Default.CrawlerRequest, GlueJson.Default.Empty, StartAsync)),
        new("StopCrawler", JsonOperation.Of(
            GlueJson.Default.CrawlerRequest, GlueJson.Default.Empty, StopAsync)),
    ];

    private async Task<GetCrawlerResponse> GetAsync(
        CrawlerRequest request, AwsCall call, CancellationToken cancellationToken) =>
        new(await AnswerAsync(
            await crawlers.Catalog.GetAsync(request.Name, cancellationToken), cancellationToken));

    private async Task<GetCrawlersResponse> GetAllAsync(
        CrawlerPageRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<KnownCrawler> page, string? next) = await PageAsync(request, tags: null, cancellationToken);
        List<CrawlerAnswer> answers = [];
        foreach (KnownCrawler crawler in page)
        {
            answers.Add(await AnswerAsync(crawler, cancellationToken));
        }

        return new GetCrawlersResponse(answers, next);
    }

    private async Task<BatchGetCrawlersResponse> GetNamedAsync(
        BatchGetCrawlersRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        List<CrawlerAnswer> answers = [];
        IReadOnlyList<KnownCrawler> all = await crawlers.Catalog.ListAsync(cancellationToken);
        foreach (KnownCrawler crawler in all.Where(crawler => request.CrawlerNames.Contains(crawler.Name)))
        {
            answers.Add(await AnswerAsync(crawler, cancellationToken));
        }

        return new BatchGetCrawlersResponse(
            answers, [.. request.CrawlerNames.Except(answers.Select(answer => answer.Name))]);
    }

    private async Task<ListCrawlersResponse> ListAsync(
        ListCrawlersRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<KnownCrawler> page, string? next) = await PageAsync(request, request.Tags, cancellationToken);
        return new ListCrawlersResponse([.. page.Select(crawler => crawler.Name)], next);
    }

    private async Task<Empty> StartAsync(CrawlerRequest request, AwsCall call, CancellationToken cancellationToken) =>
        await crawlers.TryStartAsync(request.Name, cancellationToken) ? new Empty() : throw new AwsException(
            "CrawlerRunningException", $"Crawler with name {request.Name} has already started");

    private async Task<Empty> StopAsync(CrawlerRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        if (crawlers.StatusOf(request.Name).State == CrawlerState.Stopping)
        {
            throw new AwsException(
                "CrawlerStoppingException", $"Crawler with name {request.Name} is stopping already");
        }

        return await crawlers.TryStopAsync(request.Name, cancellationToken) ? new Empty() : throw new AwsException(
            "CrawlerNotRunningException", $"Crawler with name {request.Name} isn't running");
    }

    private async Task<(IReadOnlyList<KnownCrawler> Items, string? NextToken)> PageAsync(
        CrawlerPageRequest request, IReadOnlyDictionary<string, string>? tags, CancellationToken cancellationToken) =>
        Paging.Page(
            [
                .. (await crawlers.Catalog.ListAsync(cancellationToken))
                    .Where(crawler => TagFilter.IsMatch(crawler.Stored?.Tags, tags)),
            ],
            crawler => crawler.Name,
            request.NextToken,
            request.MaxResults);

    private async Task<CrawlerAnswer> AnswerAsync(KnownCrawler crawler, CancellationToken cancellationToken)
    {
        // The status first: a crawl that ends in between is then in the history.
        CrawlerStatus status = crawlers.StatusOf(crawler.Name);
        CrawlRecord? last = await crawlers.FindLastAsync(crawler.Name, cancellationToken);
        return CrawlerMapping.AnswerOf(crawler, status, last, timeProvider.GetUtcNow());
    }
}
