using System.Diagnostics;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Crawlers;

public sealed class CrawlersTelemetryTests
{
    [Fact]
    public async Task A_crawl_is_a_span_that_says_what_it_looked_at()
    {
        using CrawlRig rig = new();
        rig.Drop("visits/a.csv", "id,name\n1,x\n2,y\n");
        using RecordedSpans spans = new();

        await rig.CrawlAsync();
        await rig.CrawlAsync();

        Activity[] crawls = spans.Named("crawl");
        Assert.Equal([1, 1], crawls.Select(crawl => crawl.GetTagItem("tarn.objects.listed")));
        Assert.Equal([1, 0], crawls.Select(crawl => crawl.GetTagItem("tarn.objects.read")));
        Assert.Equal(["succeeded", "succeeded"], crawls.Select(crawl => crawl.GetTagItem("tarn.outcome")));
        Assert.Equal("all", crawls[0].GetTagItem("tarn.crawler"));
    }
}
