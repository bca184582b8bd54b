using Tarn.Jobs.Runs;
using Xunit;

namespace Tarn.Tests.Jobs.Arrivals;

public sealed class ArrivalWatchTests : IAsyncDisposable
{
    private readonly ArrivalRig _rig = new();

    public ArrivalWatchTests() => _rig.Lake.WriteModel(
        "staging.events", "materialized: incremental\non_arrival: true", EventsLake.AllColumns);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Objects_that_arrive_become_rows_and_those_that_come_together_are_one_run()
    {
        await _rig.BeginAsync();
        await _rig.PutAsync("a", "1,2024-02-01,a,1");
        await _rig.PutAsync("b", "2,2024-02-01,a,1");
        await _rig.PutAsync("c", "3,2024-02-01,a,1");

        await _rig.WaitForRowsAsync(3);
        await _rig.PutAsync("d", "4,2024-02-01,a,1");
        await _rig.WaitForRowsAsync(4);
        await _rig.EndAsync();

        RunReport[] runs = [.. (await _rig.RunsAsync()).Reverse()];
        Assert.InRange(runs.Length, 2, 4);
        Assert.All(runs, run => Assert.Equal(RunState.Succeeded, run.State));
        Assert.Equal(4, runs.Sum(run => run.Steps.Single().InputFiles));
    }

    [Fact]
    public async Task Files_dropped_by_hand_are_seen_once_they_stop_growing()
    {
        await _rig.BeginAsync();
        _rig.Lake.Deliver("a", "1,2024-02-01,a,1");

        await _rig.WaitForRowsAsync(1);
    }

    [Fact]
    public async Task What_arrived_while_nothing_watched_is_found_at_the_start_and_nothing_new_is_no_run()
    {
        _rig.Lake.Deliver("a", "1,2024-02-01,a,1");
        await _rig.BeginAsync();
        await _rig.WaitForRowsAsync(1);
        await _rig.EndAsync();

        _rig.Lake.Deliver("b", "2,2024-02-01,a,1");
        await _rig.BeginAsync();
        await _rig.WaitForRowsAsync(2);
        await _rig.EndAsync();
        await _rig.BeginAsync();
        await _rig.PutAsync("c", "3,2024-02-01,a,1");
        await _rig.WaitForRowsAsync(3);
        await _rig.EndAsync();

        Assert.Equal(3, (await _rig.RunsAsync()).Count);
    }

    [Fact]
    public async Task Models_further_down_the_job_follow()
    {
        _rig.Lake.WriteModel("curated.total", "", "SELECT count(*) AS n FROM staging.events");
        await _rig.BeginAsync();
        await _rig.PutAsync("a", "1,2024-02-01,a,1");
        await _rig.WaitForRowsAsync(1);
        await _rig.EndAsync();

        RunReport run = Assert.Single(await _rig.RunsAsync());
        Assert.Equal(["staging.events", "curated.total"], run.Steps.Select(step => step.Table));
    }
}
