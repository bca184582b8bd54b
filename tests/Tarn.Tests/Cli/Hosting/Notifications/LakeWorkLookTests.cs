using Tarn.Alarms.Notifications.Subjects;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Notifications;
using Tarn.Crawlers;
using Tarn.Crawlers.Background;
using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;
using Tarn.Observability;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Hosting.Notifications;

public sealed class LakeWorkLookTests : IDisposable
{
    private readonly LakeRig _lake = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Of_each_job_the_last_end_and_the_last_success_are_known()
    {
        WriteModel("'1'");
        await _lake.RunAsync();
        WriteModel("'x'");
        await _lake.RunAsync();
        await _lake.RunAsync();
        using LakeHost lake = await _lake.OpenAsync();

        IReadOnlyList<WorkOutcome> latest = await Look(lake).ListLatestAsync(Token);

        Assert.Equal([WorkResult.Succeeded, WorkResult.Failed], latest.Select(outcome => outcome.Result));
        Assert.Equal((await lake.Runs.ListIdsAsync(1, Token))[0], latest[1].Id);
    }

    [Fact]
    public async Task A_run_under_way_is_known_by_its_job()
    {
        _lake.WriteModel(
            "curated.slow",
            "job: slow",
            "SELECT sum(a.range * b.range) AS n FROM range(100000000) a, range(1000000) b");
        using LakeHost lake = await _lake.OpenAsync();
        using JobRunner runner = await lake.LockForRunsAsync(Token);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Assert.Null(await Look(lake).FindRunningAsync(WorkSubject.Job, "slow", Token));

        Task<RunReport> run = runner.RunAsync(new RunRequest { RunId = "r1" }, new SilentObserver(), stop.Token);
        while (lake.AllRuns.Live.Find("r1")?.Step is null)
        {
            await Task.Delay(10, Token);
        }

        Assert.Equal("r1", (await Look(lake).FindRunningAsync(WorkSubject.Job, "slow", Token))?.RunId);
        Assert.Null(await Look(lake).FindRunningAsync(WorkSubject.Job, "other", Token));
        Assert.True(lake.AllRuns.Live.TryStop("r1"));
        Assert.Equal(RunState.Cancelled, (await run).State);
        Assert.Null(await Look(lake).FindRunningAsync(WorkSubject.Job, "slow", Token));
    }

    [Fact]
    public async Task A_run_that_waits_for_its_turn_is_known_from_when_it_was_due()
    {
        WriteModel("'1'");
        using LakeHost lake = await _lake.OpenAsync();
        using JobRunner runner = await lake.LockForRunsAsync(Token);
        using SharedTurns turns = new(runner.ProcessStartedAt);
        await using JobService jobs = lake.ServeJobs(runner, turns);
        DateTimeOffset due = DateTimeOffset.UtcNow.AddHours(-1);
        using (await turns.TakeForRunsAsync(Token))
        {
            await jobs.TryStartAsync(new JobStart("etl") { RunId = "r1", DueAt = due }, Token);

            LakeWorkLook look = new(lake, crawlers: null, workflows: null, jobs);
            Assert.Equal(
                new RunningWork("r1", due), await look.FindRunningAsync(WorkSubject.Job, "etl", Token));
        }
    }

    [Fact]
    public async Task A_crawl_of_a_command_is_known()
    {
        _lake.Write("data/raw/one/a.csv", "id\n1\n");
        _lake.Write("crawlers/drops.yaml", "kind: crawler\ntargets: [{zone: raw}]\n");
        using LakeHost lake = await _lake.OpenAsync();
        using (lake.LockForCrawls())
        {
            await lake.CrawlAsync(
                lake.Definition.Crawlers[0], isDryRun: false, new Progress<CrawlProgress>(), Token);
        }

        await using CrawlerService crawlers = lake.Crawls.Open();
        LakeWorkLook look = new(lake, crawlers, workflows: null, jobs: null);
        WorkOutcome outcome = Assert.Single(await look.ListLatestAsync(Token));
        Assert.Equal(
            (WorkSubject.Crawler, "drops", WorkResult.Succeeded), (outcome.Kind, outcome.Name, outcome.Result));
    }

    private static LakeWorkLook Look(LakeHost lake) => new(lake, crawlers: null, workflows: null, jobs: null);

    private void WriteModel(string value) => _lake.WriteModel(
        "curated.etl", "job: etl", $"SELECT CAST({value} || CAST(range AS VARCHAR) AS INTEGER) AS id FROM range(2)");
}
