using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Jobs.Stored;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Background;

public sealed class JobServiceTests : IDisposable
{
    private readonly LakeRig _rig = new() { TimeProvider = new HurriedTimeProvider() };

    public JobServiceTests() => _rig.WriteModel(
        "curated.slow", "job: slow", "SELECT sum(a.range * b.range) AS n FROM range(100000000) a, range(1000000) b");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_run_that_takes_longer_than_it_may_is_ended()
    {
        using LakeHost lake = await _rig.OpenAsync();
        using JobRunner runner = await lake.LockForRunsAsync(Cancellation);
        using SharedTurns turns = new(runner.ProcessStartedAt);
        await using JobService jobs = lake.ServeJobs(runner, turns);

        JobRunRecord? run = await jobs.TryStartAsync(new JobStart("slow") { TimeoutMinutes = 1 }, Cancellation);

        Assert.Equal(JobRunState.TimedOut, (await WaitAsync(jobs, run!.Id)).State);
    }

    [Fact]
    public async Task The_time_that_a_run_waits_for_its_turn_does_not_count()
    {
        using LakeHost lake = await _rig.OpenAsync();
        using JobRunner runner = await lake.LockForRunsAsync(Cancellation);
        using SharedTurns turns = new(runner.ProcessStartedAt);
        await using JobService jobs = lake.ServeJobs(runner, turns);
        await jobs.Catalog.CreateAsync(new StoredJob { Name = "slow", RunsMax = 2, TimeoutMinutes = 1 }, Cancellation);
        JobRunRecord? first = await jobs.TryStartAsync(
            new JobStart("slow") { TimeoutMinutes = 10_000 }, Cancellation);
        JobRunRecord? second = await jobs.TryStartAsync(new JobStart("slow"), Cancellation);
        await Task.Delay(HurriedTimeProvider.Minute * 5, Cancellation);

        Assert.Equal(JobRunState.Waiting, (await jobs.GetRunAsync("slow", second!.Id, Cancellation)).State);
        Assert.True(await jobs.TryStopAsync("slow", first!.Id, Cancellation));
        Assert.Equal(JobRunState.Stopped, (await WaitAsync(jobs, first.Id)).State);
        Assert.Equal(JobRunState.TimedOut, (await WaitAsync(jobs, second.Id)).State);
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_run_that_was_not_begun()
    {
        using LakeHost lake = await _rig.OpenAsync();
        using JobRunner runner = await lake.LockForRunsAsync(Cancellation);
        using SharedTurns turns = new(runner.ProcessStartedAt);
        await using JobService jobs = lake.ServeJobs(runner, turns);
        JobStart paused = new("slow")
        {
            Arguments = new Dictionary<string, string> { [JobArguments.Bookmarks] = "job-bookmark-pause" },
        };

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => jobs.TryStartAsync(paused, Cancellation));

        Assert.Equal(ErrorCodes.BadArgument, error.Code);
        Assert.Empty(await jobs.ListRunsAsync("slow", before: null, countMax: 10, Cancellation));
    }

    private static async Task<JobRunRecord> WaitAsync(JobService jobs, string id)
    {
        while (true)
        {
            JobRunRecord run = await jobs.GetRunAsync("slow", id, Cancellation);
            if (run.HasEnded)
            {
                return run;
            }

            await Task.Delay(10, Cancellation);
        }
    }

    /// <summary>Its timers take a minute for a tenth of a second.</summary>
    private sealed class HurriedTimeProvider : TimeProvider
    {
        private const int Hurry = 600;

        public static TimeSpan Minute { get; } = TimeSpan.FromMinutes(1) / Hurry;

        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / Hurry : dueTime, period);
    }
}
