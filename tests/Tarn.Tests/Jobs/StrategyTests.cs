using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

public sealed class StrategyTests : IDisposable
{
    private readonly LakeRig _lake = EventsLake.Create();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Append_adds_the_rows_of_new_files_only()
    {
        _lake.WriteModel("staging.events", "materialized: incremental\nstrategy: append", EventsLake.AllColumns);
        _lake.Deliver("a", "1,2024-02-01,x,1");
        Assert.Equal(1, (await _lake.RunOneAsync()).RowsOut);
        _lake.Deliver("b", "2,2024-02-02,y,2");

        StepReport second = await _lake.RunOneAsync();

        Assert.Equal((1, 1), (second.InputFiles, second.RowsOut));
        Assert.Equal(["1|2024-02-01|x|1", "2|2024-02-02|y|2"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task Nothing_new_is_up_to_date_and_commits_nothing()
    {
        _lake.WriteModel("staging.events", "materialized: incremental\nstrategy: append", EventsLake.AllColumns);
        _lake.Deliver("a", "1,2024-02-01,x,1");
        StepReport first = await _lake.RunOneAsync();

        RunReport second = await _lake.RunAsync();

        Assert.Equal(RunState.UpToDate, second.State);
        Assert.Equal(first.Version, second.Steps.Single().Version);
    }

    [Fact]
    public async Task Many_small_appends_are_joined_by_the_run_that_makes_them_enough()
    {
        _lake.WriteModel("staging.events", "materialized: incremental\nstrategy: append", EventsLake.AllColumns);
        List<StepReport> steps = [];
        for (int i = 10; i < 26; i++)
        {
            _lake.Deliver($"d{i}", $"{i},2024-02-01,x,1");
            steps.Add(await _lake.RunOneAsync());
        }

        Assert.All(steps.SkipLast(1), step => Assert.Empty(step.Notes));
        Assert.Equal(["joined 16 small files of staging.events to 1"], steps[^1].Notes);
        Assert.Equal(RunState.UpToDate, (await _lake.RunAsync()).State);
        Assert.Equal(
            Enumerable.Range(10, 16).Select(id => $"{id}|2024-02-01|x|1"), await _lake.RowsAsync());
    }

    [Fact]
    public async Task Merge_replaces_rows_of_the_same_key_and_keeps_the_others()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\nstrategy: merge\nunique_key: [id]\npartition_by: [day]",
            EventsLake.AllColumns);
        _lake.Deliver("a", "1,2024-02-01,x,1", "2,2024-02-01,x,2", "3,2024-02-02,x,3");
        await _lake.RunOneAsync();
        _lake.Deliver("b", "2,2024-02-03,moved,20", "4,2024-02-02,new,4");

        await _lake.RunOneAsync();

        Assert.Equal(
            ["1|2024-02-01|x|1", "2|2024-02-03|moved|20", "3|2024-02-02|x|3", "4|2024-02-02|new|4"],
            await _lake.RowsAsync());
    }

    [Fact]
    public async Task Merge_refuses_a_key_that_comes_twice_in_the_new_rows()
    {
        _lake.WriteModel(
            "staging.events", "materialized: incremental\nstrategy: merge\nunique_key: [id]", EventsLake.AllColumns);
        _lake.Deliver("a", "7,2024-02-01,x,1", "7,2024-02-01,y,2");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((RunState.Failed, "TN6004"), (step.State, step.ErrorCode));
        Assert.Contains("{'id': 7}", step.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merge_treats_null_keys_as_equal()
    {
        _lake.WriteModel(
            "staging.events", "materialized: incremental\nstrategy: merge\nunique_key: [id]", EventsLake.AllColumns);
        _lake.Deliver("a", ",2024-02-01,old,1", "1,2024-02-01,x,1");
        await _lake.RunOneAsync();
        _lake.Deliver("b", ",2024-02-01,new,2");

        await _lake.RunOneAsync();

        Assert.Equal(["1|2024-02-01|x|1", "null|2024-02-01|new|2"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task Delete_insert_replaces_all_rows_of_the_keys_that_come()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\nstrategy: delete_insert\nunique_key: [kind]",
            EventsLake.AllColumns);
        _lake.Deliver("a", "1,2024-02-01,x,1", "2,2024-02-01,x,2", "3,2024-02-01,y,3");
        await _lake.RunOneAsync();
        _lake.Deliver("b", "9,2024-02-02,x,9", "10,2024-02-02,x,10");

        await _lake.RunOneAsync();

        Assert.Equal(
            ["3|2024-02-01|y|3", "9|2024-02-02|x|9", "10|2024-02-02|x|10"],
            await _lake.RowsAsync());
    }

    [Fact]
    public async Task Delete_insert_by_file_replaces_the_rows_of_a_file_that_is_delivered_again()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\nstrategy: delete_insert\nunique_key: [source]",
            "SELECT id, day, kind, amount, _file AS source FROM raw.events");
        _lake.Deliver("a", "1,2024-02-01,x,1", "2,2024-02-01,x,2");
        _lake.Deliver("b", "3,2024-02-01,x,3");
        await _lake.RunOneAsync();
        _lake.Deliver("a", "1,2024-02-01,mended,10");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal(1, step.InputFiles);
        Assert.Equal(["1|2024-02-01|mended|10", "3|2024-02-01|x|3"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task Insert_overwrite_replaces_whole_partitions()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\nstrategy: insert_overwrite\npartition_by: [day]",
            EventsLake.AllColumns);
        _lake.Deliver("a", "1,2024-02-01,x,1", "2,2024-02-02,x,2", "3,,x,3");
        await _lake.RunOneAsync();
        _lake.Deliver("b", "9,2024-02-02,y,9", "10,,y,10");

        await _lake.RunOneAsync();

        Assert.Equal(["1|2024-02-01|x|1", "9|2024-02-02|y|9", "10|null|y|10"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task A_table_is_rebuilt_when_an_input_or_its_definition_changed()
    {
        _lake.WriteModel("staging.events", "materialized: table", EventsLake.AllColumns);
        _lake.Deliver("a", "1,2024-02-01,x,1");
        await _lake.RunOneAsync();
        _lake.Deliver("b", "2,2024-02-01,x,2");
        Assert.Equal(2, (await _lake.RunOneAsync()).RowsOut);

        _lake.WriteModel("staging.events", "materialized: table", EventsLake.AllColumns + " WHERE id > 1");

        Assert.Equal((RunState.Succeeded, 1), await StateAndRowsAsync());
        Assert.Equal((RunState.UpToDate, 0), await StateAndRowsAsync());
    }

    [Fact]
    public async Task Full_refresh_builds_an_incremental_table_anew_from_all_input()
    {
        _lake.WriteModel("staging.events", "materialized: incremental\nstrategy: append", EventsLake.AllColumns);
        _lake.Deliver("a", "1,2024-02-01,x,1");
        await _lake.RunOneAsync();
        _lake.Deliver("b", "2,2024-02-01,x,2");

        StepReport step = await _lake.RunOneAsync(fullRefresh: true);

        Assert.Equal(2, step.RowsOut);
        Assert.Equal(2, (await _lake.RowsAsync()).Length);
    }

    [Fact]
    public async Task A_model_that_reads_rewritten_rows_incrementally_is_built_anew()
    {
        _lake.WriteModel(
            "staging.events", "materialized: incremental\nstrategy: merge\nunique_key: [id]", EventsLake.AllColumns);
        _lake.WriteModel(
            "curated.events", "materialized: incremental\nstrategy: append", "SELECT id, amount FROM staging.events");
        _lake.Deliver("a", "1,2024-02-01,x,1");
        await _lake.RunAsync();
        _lake.Deliver("b", "1,2024-02-01,x,5");

        RunReport report = await _lake.RunAsync();

        Assert.Contains("built anew", report.Steps[1].Notes.Single(), StringComparison.Ordinal);
        Assert.Equal(["1|5"], await _lake.QueryAsync("SELECT id, amount FROM curated.events"));
    }

    [Fact]
    public async Task A_view_reads_its_inputs_when_it_is_queried()
    {
        _lake.WriteModel("curated.latest", "materialized: view", "SELECT max(id) AS id FROM raw.events");
        _lake.Deliver("a", "1,2024-02-01,x,1");
        Assert.Equal(["1"], await _lake.QueryAsync("SELECT id FROM curated.latest"));
        _lake.Deliver("b", "5,2024-02-01,x,1");

        Assert.Equal(["5"], await _lake.QueryAsync("SELECT id FROM curated.latest"));
    }

    private async Task<(RunState State, long Rows)> StateAndRowsAsync()
    {
        StepReport step = await _lake.RunOneAsync();
        return (step.State, step.RowsOut);
    }
}
