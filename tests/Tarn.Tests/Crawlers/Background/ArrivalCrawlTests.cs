using Tarn.Crawlers.Background;
using Xunit;

namespace Tarn.Tests.Crawlers.Background;

/// <summary>Crawlers with <c>on_arrival</c> in a process that serves the lake.</summary>
public sealed class ArrivalCrawlTests : IAsyncDisposable
{
    private readonly ServedCrawlers _served = new();

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task An_object_that_is_put_is_crawled_soon()
    {
        await _served.BeginAsync(watches: true);
        await _served.WaitForCrawlsAsync(1);

        await _served.PutAsync("two/b.csv", "id\n2\n");

        IReadOnlyList<CrawlRecord> crawls = await _served.WaitForCrawlsAsync(2);
        Assert.Equal((CrawlState.Completed, 1), (crawls[0].State, crawls[0].TablesCreated));
    }

    [Fact]
    public async Task What_was_crawled_is_not_crawled_again_when_the_process_starts_anew()
    {
        await _served.BeginAsync(watches: true);
        await _served.WaitForCrawlsAsync(1);
        await _served.EndAsync();

        await _served.BeginAsync(watches: true);
        await _served.PutAsync("two/b.csv", "id\n2\n");
        await _served.WaitForCrawlsAsync(2);
        await _served.EndAsync();

        // The start itself has crawled nothing: what the put brought is the second.
        await _served.BeginAsync(watches: false);
        Assert.Equal(2, (await _served.ListAsync()).Count);
    }

    [Fact]
    public async Task What_is_dropped_while_nothing_runs_is_found_at_the_start()
    {
        await _served.BeginAsync(watches: true);
        await _served.WaitForCrawlsAsync(1);
        await _served.EndAsync();
        _served.Lake.Write("data/raw/two/b.csv", "id\n2\n");

        await _served.BeginAsync(watches: true);

        Assert.Equal(1, (await _served.WaitForCrawlsAsync(2))[0].TablesCreated);
    }
}
