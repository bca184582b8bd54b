using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

public sealed class DeduplicationTests : IDisposable
{
    private const string Rule = "materialized: incremental\npartition_by: [day]\n"
        + "deduplicate: {key: [id], by: day, within: 2d}";

    private readonly LakeRig _lake = EventsLake.Create();

    public DeduplicationTests() => _lake.WriteModel("staging.events", Rule, EventsLake.AllColumns);

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Events_that_come_again_are_dropped_and_counted()
    {
        _lake.Deliver("a", "1,2024-02-01,a,1", "2,2024-02-01,a,1", "1,2024-02-01,b,1");
        StepReport first = await _lake.RunOneAsync();
        _lake.Deliver("b", "2,2024-02-02,a,2", "3,2024-02-02,a,1");
        StepReport second = await _lake.RunOneAsync();

        Assert.Equal((3, 2, 1), (first.RowsIn, first.RowsOut, first.RowsDropped));
        Assert.Equal((2, 1, 1), (second.RowsIn, second.RowsOut, second.RowsDropped));
        Assert.Equal(("duplicate", 1), (second.Checks.Single().Name, second.Checks.Single().Rows));
        Assert.Equal(["1", "2", "3"], await _lake.QueryAsync("SELECT id FROM staging.events ORDER BY id"));
    }

    [Fact]
    public async Task The_same_key_outside_the_window_is_another_event()
    {
        _lake.Deliver("a", "1,2024-02-01,a,1", "1,2024-02-04,a,1");
        await _lake.RunOneAsync();
        _lake.Deliver("b", "1,2024-01-29,a,1", "1,2024-02-08,a,1", "1,2024-02-05,a,1");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((2, 1), (step.RowsOut, step.RowsDropped));
        Assert.Equal(
            ["2024-01-29", "2024-02-01", "2024-02-04", "2024-02-08"],
            await _lake.QueryAsync("SELECT CAST(day AS VARCHAR) FROM staging.events ORDER BY day"));
    }

    [Fact]
    public async Task Rows_without_a_key_or_a_time_are_kept()
    {
        _lake.Deliver("a", ",2024-02-01,a,1", ",2024-02-01,a,1", "1,,a,1", "1,,a,1");

        Assert.Equal(4, (await _lake.RunOneAsync()).RowsOut);
    }

    [Fact]
    public async Task A_batch_of_nothing_but_repetitions_is_consumed()
    {
        _lake.Deliver("a", "1,2024-02-01,a,1");
        await _lake.RunOneAsync();
        _lake.Deliver("b", "1,2024-02-01,a,1");

        Assert.Equal((RunState.Succeeded, 0, 1), StateOf(await _lake.RunOneAsync()));
        Assert.Equal(RunState.UpToDate, (await _lake.RunOneAsync()).State);
    }

    [Fact]
    public async Task Far_away_files_of_the_table_are_not_looked_at()
    {
        _lake.Deliver("a", "1,2024-02-01,a,1", "2,2024-03-01,a,1");
        await _lake.RunOneAsync();
        foreach (string file in Directory.EnumerateFiles(
            Path.Combine(_lake.Directory, "data", "staging", "events", "day=2024-02-01"), "*.parquet"))
        {
            File.Delete(file);
        }

        _lake.Deliver("b", "2,2024-03-01,a,1", "3,2024-03-01,a,1");

        Assert.Equal((RunState.Succeeded, 1, 1), StateOf(await _lake.RunOneAsync()));
    }

    [Fact]
    public async Task A_column_that_is_not_there_fails_the_step_by_its_name()
    {
        _lake.WriteModel(
            "staging.events", Rule.Replace("by: day", "by: moment", StringComparison.Ordinal), EventsLake.AllColumns);
        _lake.Deliver("a", "1,2024-02-01,a,1");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((RunState.Failed, "TN2006"), (step.State, step.ErrorCode));
        Assert.Contains("'moment'", step.Error, StringComparison.Ordinal);
    }

    private static (RunState State, long Out, long Dropped) StateOf(StepReport step) =>
        (step.State, step.RowsOut, step.RowsDropped);
}
