using Tarn.Crawlers;
using Tarn.Crawlers.Watching;
using Xunit;

namespace Tarn.Tests.Crawlers.Watching;

public sealed class CrawlWatchTests : IDisposable
{
    private const string Arrival = "on_arrival: true";
    private const string AtTwo = "schedule: 0 2 * * *";

    private readonly WatchRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_crawler_runs_when_its_time_has_come_and_not_again_before_the_next()
    {
        await _rig.BeginAsync(AtTwo);
        await _rig.TurnAsync(TimeSpan.Zero);
        await _rig.TurnAsync(TimeSpan.FromHours(1.99));
        Assert.Empty(_rig.Crawls);

        await _rig.TurnAsync(TimeSpan.FromHours(0.01));
        await _rig.TurnAsync(TimeSpan.FromHours(1));
        Assert.Equal([CrawlCause.Schedule], _rig.Crawls);

        await _rig.TurnAsync(TimeSpan.FromHours(23));
        Assert.Equal([CrawlCause.Schedule, CrawlCause.Schedule], _rig.Crawls);
    }

    [Fact]
    public async Task Moments_that_passed_while_nothing_ran_are_made_up_for_once()
    {
        await _rig.BeginAsync(AtTwo);
        await _rig.TurnAsync(TimeSpan.Zero);
        await _rig.TurnAsync(TimeSpan.FromHours(2));
        _rig.Crawls.Clear();
        _rig.Clock.Advance(TimeSpan.FromDays(5));

        await _rig.BeginAsync(AtTwo);
        await _rig.TurnAsync(TimeSpan.Zero);
        await _rig.TurnAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([CrawlCause.Schedule], _rig.Crawls);
    }

    [Fact]
    public async Task Files_that_arrive_together_are_one_crawl_after_a_quiet_time()
    {
        await _rig.BeginAsync(Arrival);
        await _rig.TurnAsync(TimeSpan.Zero);
        Assert.Equal([CrawlCause.Start], _rig.Crawls);
        for (int i = 0; i < 3; i++)
        {
            _rig.Drop($"t/{i}.csv", "a,b\n1,2\n");
            await _rig.TurnAsync(TimeSpan.FromSeconds(2));
        }

        Assert.Single(_rig.Crawls);
        await _rig.TurnAsync(TimeSpan.FromSeconds(4));
        await _rig.TurnAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([CrawlCause.Start, CrawlCause.Arrival], _rig.Crawls);
        Assert.Equal(3, _rig.Reports[^1].ObjectsRead);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("deleted")]
    public async Task Changed_and_deleted_objects_are_crawled_too(string what)
    {
        _rig.Drop("t/a.csv", "a,b\n1,2\n");
        await _rig.BeginAsync(Arrival);
        await _rig.TurnAsync(TimeSpan.Zero);
        if (what == "changed")
        {
            _rig.Drop("t/a.csv", "a,b,c\n1,2,3\n");
        }
        else
        {
            _rig.Delete("t/a.csv");
        }

        await _rig.TurnAsync(TimeSpan.FromSeconds(2));
        await _rig.TurnAsync(TimeSpan.FromSeconds(4));

        TableOutcome expected = what == "changed" ? TableOutcome.Changed : TableOutcome.Deprecated;
        Assert.Equal(expected, Assert.Single(_rig.Reports[^1].Tables).Outcome);
    }

    [Fact]
    public async Task An_object_that_arrives_while_a_crawl_runs_is_crawled_next()
    {
        await _rig.BeginAsync(Arrival);
        _rig.OnCrawled = () => _rig.Drop("t/late.csv", "a,b\n1,2\n");
        await _rig.TurnAsync(TimeSpan.Zero);
        Assert.Equal(0, _rig.Reports[0].ObjectsListed);
        _rig.OnCrawled = null;

        await _rig.TurnAsync(TimeSpan.FromSeconds(2));
        await _rig.TurnAsync(TimeSpan.FromSeconds(4));

        Assert.Equal(1, _rig.Reports[^1].ObjectsRead);
    }

    [Fact]
    public async Task Files_that_never_stop_arriving_are_crawled_nevertheless()
    {
        await _rig.BeginAsync(Arrival);
        await _rig.TurnAsync(TimeSpan.Zero);
        for (int i = 0; i < 32; i++)
        {
            _rig.Drop($"t/{i}.csv", "a,b\n1,2\n");
            await _rig.TurnAsync(TimeSpan.FromSeconds(2));
        }

        Assert.Equal([CrawlCause.Start, CrawlCause.Arrival], _rig.Crawls);
    }

    [Fact]
    public async Task Excluded_objects_start_nothing()
    {
        await _rig.BeginAsync(Arrival);
        await _rig.TurnAsync(TimeSpan.Zero);
        _rig.Drop("t/a.tmp", "x");
        _rig.Drop("t/_SUCCESS", "");

        await _rig.TurnAsync(TimeSpan.FromSeconds(2));
        await _rig.TurnAsync(TimeSpan.FromMinutes(2));

        Assert.Single(_rig.Crawls);
    }

    [Fact]
    public async Task A_failed_crawl_is_tried_again_after_a_pause_and_a_busy_lake_soon()
    {
        await _rig.BeginAsync(Arrival);
        _rig.Outcome = CrawlOutcome.Failed;
        await _rig.TurnAsync(TimeSpan.Zero);
        await _rig.TurnAsync(TimeSpan.FromSeconds(29));
        Assert.Single(_rig.Crawls);
        await _rig.TurnAsync(TimeSpan.FromSeconds(1));
        await _rig.TurnAsync(TimeSpan.FromSeconds(59));
        Assert.Equal(2, _rig.Crawls.Count);

        _rig.Outcome = CrawlOutcome.Busy;
        await _rig.TurnAsync(TimeSpan.FromSeconds(1));
        await _rig.TurnAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(4, _rig.Crawls.Count);

        _rig.Outcome = CrawlOutcome.Done;
        await _rig.TurnAsync(TimeSpan.FromSeconds(2));
        await _rig.TurnAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(5, _rig.Crawls.Count);
    }

    [Fact]
    public async Task It_sleeps_until_the_next_moment_and_never_long()
    {
        await _rig.BeginAsync(AtTwo);

        Assert.Equal(TimeSpan.FromSeconds(30), await _rig.TurnAsync(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(10), await _rig.TurnAsync(new TimeSpan(1, 59, 50)));
    }
}
