using Tarn.Crawlers.Background;
using Tarn.Crawlers.Memory;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Crawlers.Background;

/// <summary>What becomes of crawls whose process ended before they did.</summary>
public sealed class LeftCrawlsTests : IAsyncDisposable
{
    private readonly ServedCrawlers _served = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task A_crawl_that_was_begun_is_done_under_its_id_once()
    {
        await _served.BeginAsync(watches: false);
        await PutOpenAsync(interruptions: 1);

        await BeginAgainAsync();
        await _served.Crawlers.WaitAsync("drops", Token);
        await BeginAgainAsync();
        await _served.Crawlers.WaitAsync("drops", Token);

        CrawlRecord crawl = Assert.Single(await _served.ListAsync());
        Assert.Equal(("first", CrawlState.Completed), (crawl.Id, crawl.State));
        Assert.True(await _served.Crawlers.TryStartKeptAsync("drops", "first", Token));
        Assert.Single(await _served.ListAsync());
    }

    [Fact]
    public async Task After_five_times_it_has_failed()
    {
        await _served.BeginAsync(watches: false);
        await PutOpenAsync(interruptions: 5);

        await BeginAgainAsync();

        CrawlRecord crawl = Assert.Single(await _served.ListAsync());
        Assert.Equal(("first", CrawlState.Failed), (crawl.Id, crawl.State));
    }

    [Fact]
    public async Task One_of_a_crawler_that_is_gone_is_told_of_and_forgotten()
    {
        await _served.BeginAsync(watches: false);
        await Documents().PutAsync(
            "opencrawls/first",
            new OpenCrawl { Crawler = "gone", StartedAt = DateTimeOffset.UnixEpoch },
            CrawlersJson.Default.OpenCrawl,
            Token);
        List<string> failures = [];

        await _served.Crawlers.BeginAgainAsync(error => failures.Add(error.Message), Token);
        await _served.Crawlers.BeginAgainAsync(error => failures.Add(error.Message), Token);

        Assert.Contains("'first'", Assert.Single(failures), StringComparison.Ordinal);
    }

    private Task BeginAgainAsync() => _served.Crawlers.BeginAgainAsync(error => throw error, Token);

    private Task PutOpenAsync(int interruptions) => Documents().PutAsync(
        "opencrawls/first",
        new OpenCrawl { Crawler = "drops", StartedAt = DateTimeOffset.UnixEpoch, Interruptions = interruptions },
        CrawlersJson.Default.OpenCrawl,
        Token);

    private DocumentStore Documents() =>
        new(Path.Combine(_served.Lake.Directory, ".tarn"), new SequentialIdSource());
}
