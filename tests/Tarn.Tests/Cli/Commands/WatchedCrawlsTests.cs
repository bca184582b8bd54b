using Tarn.Cli.Commands;
using Tarn.Cli.Hosting;
using Tarn.Crawlers;
using Tarn.Crawlers.Watching;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

/// <summary>What each crawl of a watch tells people.</summary>
public sealed class WatchedCrawlsTests : IDisposable
{
    private readonly LakeRig _lake = new("zones: {raw: }");
    private readonly TestTerminal _terminal;

    public WatchedCrawlsTests()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        _lake.Write("crawlers/all.yaml", "kind: crawler\ntargets: [{zone: raw}]\non_arrival: true\n");
        _lake.Write("data/raw/orders/a.csv", "id,amount\n1,2.5\n");
        _terminal = new TestTerminal(_lake.Directory);
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Tables_are_printed_when_they_are_not_as_they_were()
    {
        Assert.Equal([CrawlOutcome.Done, CrawlOutcome.Done], await CrawlAsync(times: 2));

        Assert.Single(_terminal.Output.Split("raw.orders")[1..]);
        Assert.Contains("all begins: objects have changed", _terminal.Error, StringComparison.Ordinal);
        Assert.Contains("all: 1 objects, 0 read", _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lake_in_use_is_told_once()
    {
        using LakeLock held = LakeLock.Acquire(Path.Join(_lake.Directory, ".tarn"));

        Assert.Equal([CrawlOutcome.Busy, CrawlOutcome.Busy], await CrawlAsync(times: 2));

        Assert.Single(_terminal.Error.Split("all waits: The lake")[1..]);
    }

    [Fact]
    public async Task A_crawl_that_fails_is_an_error_and_gives_the_lake_back()
    {
        await CrawlAsync(times: 1);
        _lake.Write(".tarn/documents/crawlers/all/index.json", "damaged");

        Assert.Equal([CrawlOutcome.Failed], await CrawlAsync(times: 1));

        Assert.Contains("error[TN4007]", _terminal.Error, StringComparison.Ordinal);
        Assert.Contains("all failed; the watch goes on", _terminal.Error, StringComparison.Ordinal);
        LakeLock.Acquire(Path.Join(_lake.Directory, ".tarn")).Dispose();
    }

    private async Task<IReadOnlyList<CrawlOutcome>> CrawlAsync(int times)
    {
        using LakeHost host = await _lake.OpenAsync();
        WatchedCrawls crawls = new(_terminal.Context("crawl", "--watch"), host);
        CrawlerDefinition crawler = Assert.Single(host.Definition.Crawlers);
        List<CrawlOutcome> outcomes = [];
        for (int i = 0; i < times; i++)
        {
            outcomes.Add(await crawls.CrawlAsync(
                crawler, CrawlCause.Arrival, TestContext.Current.CancellationToken));
        }

        return outcomes;
    }
}
