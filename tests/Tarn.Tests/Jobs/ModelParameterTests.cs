using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

public sealed class ModelParameterTests : IDisposable
{
    private const string Ranged = """
        SELECT id, day, kind, amount FROM raw.events
        WHERE day >= CAST(:start AS DATE) AND day < $end::DATE -- and :not_this
          AND kind <> ':nor_this'
        """;

    private const string Whole = "parameters: {start: 2000-01-01, end: 2100-01-01}";

    private readonly LakeRig _lake = EventsLake.Create();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("insert_overwrite", "partition_by: [day]")]
    [InlineData("delete_insert", "unique_key: [id]")]
    [InlineData("merge", "unique_key: [id]")]
    public async Task A_range_is_built_from_all_input_and_the_bookmark_keeps_its_files(string strategy, string keys)
    {
        WriteModel($"materialized: incremental\nstrategy: {strategy}\n{keys}\n{Whole}");
        _lake.Deliver("a", "1,2024-02-01,x,1", "2,2024-02-02,x,2");
        StepReport first = await _lake.RunOneAsync();
        Bookmark before = await BookmarkAsync();
        await _lake.ExecuteAsync("UPDATE staging.events SET amount = 0");
        _lake.Deliver("b", "3,2024-02-02,y,3", "4,2024-02-03,y,4");

        StepReport step = await RunRangeAsync("2024-02-02", "2024-02-03");

        Assert.Equal((RunState.Succeeded, 2, 2), (step.State, step.InputFiles, step.RowsOut));
        Assert.Equal(first.Version + 2, step.Version);
        Assert.Equal(["1|2024-02-01|x|0", "2|2024-02-02|x|2", "3|2024-02-02|y|3"], await _lake.RowsAsync());
        Bookmark after = await BookmarkAsync();
        Assert.Equal(before.Version + 1, after.Version);
        Assert.Equal(before.Consumed, after.Consumed);
        Assert.Equal(before.Fingerprint, after.Fingerprint);
    }

    [Fact]
    public async Task Other_runs_take_what_is_new_as_if_there_had_been_no_range()
    {
        WriteModel("materialized: incremental\nstrategy: merge\nunique_key: [id]\n" + Whole);
        _lake.Deliver("a", "1,2024-02-01,x,1");
        await _lake.RunOneAsync();
        _lake.Deliver("b", "2,2024-02-02,y,2");
        await RunRangeAsync("2024-02-01", "2024-02-02");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((1, 1), (step.InputFiles, step.RowsOut));
        Assert.Equal(["1|2024-02-01|x|1", "2|2024-02-02|y|2"], await _lake.RowsAsync());
        Assert.Equal(RunState.UpToDate, (await _lake.RunAsync()).State);
        Assert.Equal(RunState.Succeeded, (await RunRangeAsync("2024-02-01", "2024-02-02")).State);
    }

    [Fact]
    public async Task A_table_may_begin_with_a_range_and_its_files_are_new_to_other_runs()
    {
        WriteModel("materialized: incremental\nstrategy: insert_overwrite\npartition_by: [day]\n" + Whole);
        _lake.Deliver("a", "1,2024-02-01,x,1", "2,2024-02-02,x,2");

        await RunRangeAsync("2024-02-01", "2024-02-02");
        Assert.Equal(["1|2024-02-01|x|1"], await _lake.RowsAsync());
        await RunRangeAsync("2024-02-02", "2024-02-03");
        Assert.Equal(["1|2024-02-01|x|1", "2|2024-02-02|x|2"], await _lake.RowsAsync());
        Assert.Empty((await BookmarkAsync()).Consumed);

        Assert.Equal(1, (await _lake.RunOneAsync()).InputFiles);
        Assert.Equal(["1|2024-02-01|x|1", "2|2024-02-02|x|2"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task A_range_does_not_join_a_table_that_is_to_be_built_anew()
    {
        WriteModel("materialized: incremental\nstrategy: merge\nunique_key: [id]\n" + Whole);
        _lake.Deliver("a", "1,2024-02-01,x,1");
        await _lake.RunOneAsync();
        await ResetAsync();

        StepReport step = await RunRangeAsync("2024-02-01", "2024-02-02");

        Assert.Equal((RunState.Failed, "TN1005"), (step.State, step.ErrorCode));
        Assert.Equal(RunState.Succeeded, (await _lake.RunOneAsync()).State);
        Assert.Equal(RunState.Succeeded, (await RunRangeAsync("2024-02-01", "2024-02-02")).State);
    }

    [Theory]
    [InlineData("materialized: incremental\nstrategy: append", "it appends")]
    [InlineData("materialized: table", "replace the whole table")]
    public async Task A_table_that_a_range_would_spoil_is_refused(string keys, string reason)
    {
        WriteModel($"{keys}\n{Whole}");
        _lake.Deliver("a", "1,2024-02-01,x,1");
        await _lake.RunOneAsync();

        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => RunRangeAsync("2024-02-01", "2024-02-02"));

        Assert.Equal(ErrorCodes.BadArgument, exception.Code);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Equal(["1|2024-02-01|x|1"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task A_value_that_no_selected_model_takes_is_refused()
    {
        WriteModel("materialized: incremental\nstrategy: merge\nunique_key: [id]\n" + Whole);

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _lake.RunAsync(
            new RunRequest { Parameters = new Dictionary<string, string> { ["strat"] = "2024-02-01" } }));

        Assert.Equal("no selected model has a parameter 'strat'", exception.Message);
        Assert.Equal("did you mean 'start'?", exception.Hint);
    }

    [Fact]
    public async Task A_full_refresh_takes_no_values()
    {
        WriteModel("materialized: incremental\nstrategy: merge\nunique_key: [id]\n" + Whole);

        await Assert.ThrowsAsync<TarnException>(() => _lake.RunAsync(new RunRequest
        {
            FullRefresh = true,
            Parameters = new Dictionary<string, string> { ["start"] = "2024-02-01" },
        }));
    }

    [Fact]
    public async Task A_parameter_without_value_fails_the_step_and_validates()
    {
        WriteModel("materialized: incremental\nstrategy: merge\nunique_key: [id]\nparameters: {start: , end: null}");
        _lake.Deliver("a", "1,2024-02-01,x,1");
        using (LakeHost host = await _lake.OpenAsync())
        {
            Assert.Empty(await host.FindProblemsAsync(CancellationToken.None));
        }

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal("TN1005", step.ErrorCode);
        Assert.Equal("'staging.events' needs a value for its parameter 'start'", step.Error);
        Assert.Equal(1, (await RunRangeAsync("2024-02-01", "2024-02-02")).RowsOut);
        await ResetAsync();
        Assert.Equal(RunState.Succeeded, (await RunRangeAsync("2024-02-01", "2024-02-02")).State);
        Assert.Equal(["1|2024-02-01|x|1"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task Values_are_bound_and_never_become_SQL()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\nstrategy: merge\nunique_key: [id]\ndialect: athena\n"
            + "parameters: {note: \"it's\"}",
            "SELECT id, day, :note || '!' AS kind, amount FROM raw.events");
        _lake.Deliver("a", "1,2024-02-01,x,1");
        await _lake.RunOneAsync();
        Assert.Equal(["1|2024-02-01|it's!|1"], await _lake.RowsAsync());

        await _lake.RunAsync(new RunRequest
        {
            Parameters = new Dictionary<string, string> { ["note"] = "'); DROP TABLE x; --" },
        });

        Assert.Equal(["1|2024-02-01|'); DROP TABLE x; --!|1"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task Another_default_is_another_definition()
    {
        _lake.WriteModel(
            "staging.events", "materialized: table\nparameters: {least: 1}",
            "SELECT * FROM raw.events WHERE id >= :least::INT");
        _lake.Deliver("a", "1,2024-02-01,x,1", "2,2024-02-01,x,2");
        Assert.Equal(2, (await _lake.RunOneAsync()).RowsOut);
        _lake.WriteModel(
            "staging.events", "materialized: table\nparameters: {least: 2}",
            "SELECT * FROM raw.events WHERE id >= :least::INT");

        Assert.Equal(1, (await _lake.RunOneAsync()).RowsOut);
    }

    [Fact]
    public async Task Reports_keep_the_values_and_a_run_that_is_done_again_has_them()
    {
        WriteModel("materialized: incremental\nstrategy: merge\nunique_key: [id]\n" + Whole);
        _lake.Deliver("a", "1,2024-02-01,x,1");
        RunReport run = await _lake.RunAsync(Range("2024-02-01", "2024-02-02"));

        using LakeHost host = await _lake.OpenAsync();
        RunReport kept = (await host.AllRuns.Book.GetAsync(run.RunId, CancellationToken.None)).Report!;

        Assert.Equal("2024-02-02", kept.Parameters["end"]);
        Assert.Equal(kept.Parameters, RunRequest.Again(kept).Parameters);
    }

    private static RunRequest Range(string start, string end) => new()
    {
        Parameters = new Dictionary<string, string> { ["start"] = start, ["end"] = end },
    };

    private void WriteModel(string frontMatter) => _lake.WriteModel("staging.events", frontMatter, Ranged);

    private async Task<StepReport> RunRangeAsync(string start, string end) =>
        (await _lake.RunAsync(Range(start, end))).Steps.Single();

    private async Task ResetAsync()
    {
        using LakeHost host = await _lake.OpenAsync();
        await new BookmarkStore(host.Documents).ResetAsync(
            TableName.Parse("staging.events"), CancellationToken.None);
    }

    private async Task<Bookmark> BookmarkAsync()
    {
        using LakeHost host = await _lake.OpenAsync();
        return (await new BookmarkStore(host.Documents).ReadWholeAsync(
            TableName.Parse("staging.events"), CancellationToken.None))!;
    }
}
