using Tarn.Cli.Hosting;
using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;
using Tarn.Observability;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Background;

/// <summary>What becomes of runs whose process ended before they did.</summary>
public sealed class LeftRunsTests : IDisposable
{
    private const string Slow = "SELECT sum(a.range * b.range) AS n FROM range(100000000) a, range(1000000) b";

    private readonly LakeRig _rig = new();

    public LeftRunsTests() => _rig.WriteModel("curated.etl", "job: etl", Slow);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_run_of_a_schedule_that_its_process_left_is_begun_again_once()
    {
        await LeaveAsync(RunOriginKind.Schedule, "first");
        _rig.WriteModel("curated.etl", "job: etl", "SELECT 1 AS n");

        await InProcessAsync(async jobs =>
        {
            await BeginAgainAsync(jobs);
            await jobs.WaitAsync("etl", Token);
            await BeginAgainAsync(jobs);
            await jobs.WaitAsync("etl", Token);
        });

        JobRunRecord[] runs = await ListAsync();
        Assert.Equal(["first_attempt_1", "first"], runs.Select(run => run.Id));
        Assert.Equal([JobRunState.Succeeded, JobRunState.Interrupted], runs.Select(run => run.State));
        Assert.Equal((1, 1, "first"), (runs[0].Attempt, runs[0].Interruptions, runs[0].PreviousId));
    }

    [Theory]
    [InlineData(RunOriginKind.Person)]
    [InlineData(RunOriginKind.Client)]
    [InlineData(RunOriginKind.Workflow)]
    public async Task What_somebody_else_started_is_not_begun_again(RunOriginKind origin)
    {
        await LeaveAsync(origin, "first");

        await InProcessAsync(BeginAgainAsync);

        JobRunRecord run = Assert.Single(await ListAsync());
        Assert.Equal(JobRunState.Stopped, run.State);
    }

    [Fact]
    public async Task A_run_that_somebody_stopped_is_not_begun_again()
    {
        await InProcessAsync(async jobs =>
        {
            await StartAsync(jobs, RunOriginKind.Trigger, "first");
            Assert.True(await jobs.TryStopAsync("etl", "first", Token));
        });

        await InProcessAsync(BeginAgainAsync);

        Assert.Equal(JobRunState.Stopped, Assert.Single(await ListAsync()).State);
    }

    [Fact]
    public async Task After_five_times_it_has_failed_and_that_is_told()
    {
        await LeaveAsync(RunOriginKind.Trigger, "first");
        for (int time = 1; time <= LeftRuns.InterruptionsMax; time++)
        {
            await InProcessAsync(BeginAgainAsync);
        }

        List<WorkOutcome> told = [];
        await InProcessAsync(BeginAgainAsync, told);

        JobRunRecord[] runs = await ListAsync();
        Assert.Equal(1 + LeftRuns.InterruptionsMax, runs.Length);
        Assert.Equal(JobRunState.Failed, runs[0].State);
        Assert.All(runs.Skip(1), run => Assert.Equal(JobRunState.Interrupted, run.State));
        Assert.Equal((runs[0].Id, WorkResult.Failed), (Assert.Single(told).Id, told[0].Result));
    }

    [Fact]
    public async Task A_run_whose_report_has_its_end_gets_that_end()
    {
        await LeaveAsync(RunOriginKind.Schedule, "first");
        _rig.WriteModel("curated.etl", "job: etl", "SELECT 1 AS n");
        RunReport report = await _rig.RunAsync(new RunRequest { RunId = "second", Jobs = ["etl"] });
        using (LakeHost lake = await _rig.OpenAsync())
        {
            // As a process leaves it that dies between the report and the record.
            JobRunRecord kept = (await ListAsync()).First(run => run.Id == "first");
            await lake.Documents.PutAsync(
                "jobruns/etl/second",
                kept with { Id = "second", State = JobRunState.Waiting, EndedAt = null },
                JobsJson.Default.JobRunRecord,
                Token);
            await lake.Documents.PutAsync("openruns/etl/second", new OpenRun(), JobsJson.Default.OpenRun, Token);
            await lake.Documents.DeleteAsync("openruns/etl/first", Token);
        }

        await InProcessAsync(BeginAgainAsync);

        Assert.Equal(RunState.Succeeded, report.State);
        JobRunRecord second = (await ListAsync()).First(run => run.Id == "second");
        Assert.Equal((JobRunState.Succeeded, report.FinishedAt), (second.State, second.EndedAt));
        Assert.DoesNotContain(await ListAsync(), run => run.Id.Contains("attempt", StringComparison.Ordinal));
    }

    private static Task BeginAgainAsync(JobService jobs) => jobs.BeginAgainAsync(error => throw error, Token);

    private static async Task StartAsync(JobService jobs, RunOriginKind origin, string id) => Assert.NotNull(
        await jobs.TryStartAsync(
            new JobStart("etl") { RunId = id, Origin = new RunOrigin(origin, "nightly") }, Token));

    /// <summary>Begins a run in a process that ends before it.</summary>
    private Task LeaveAsync(RunOriginKind origin, string id) => InProcessAsync(jobs => StartAsync(jobs, origin, id));

    private async Task<JobRunRecord[]> ListAsync()
    {
        JobRunRecord[] runs = [];
        await InProcessAsync(async jobs => runs = [.. await jobs.ListRunsAsync("etl", before: null, 100, Token)]);
        return runs;
    }

    private async Task InProcessAsync(Func<JobService, Task> work, List<WorkOutcome>? told = null)
    {
        using LakeHost lake = await _rig.OpenAsync();
        using JobRunner runner = await lake.LockForRunsAsync(Token);
        using SharedTurns turns = new(runner.ProcessStartedAt);
        using IDisposable? listening = told is null ? null : lake.AllRuns.Listeners.Add(new Listener(told));
        await using JobService jobs = lake.ServeJobs(runner, turns);
        await work(jobs);
    }

    private sealed class Listener(List<WorkOutcome> told) : IWorkListener
    {
        public void Ended(WorkOutcome outcome) => told.Add(outcome);

        public void Late(WorkLateness lateness)
        {
        }
    }
}
