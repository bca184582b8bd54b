using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

/// <summary>Input files that can be read, but make the model's SQL fail.</summary>
public sealed class PoisonFileTests : IDisposable
{
    private static readonly TableName Events = TableName.Parse("staging.events");

    private readonly LakeRig _lake = EventsLake.Create();

    public PoisonFileTests() => _lake.WriteModel(
        "staging.events",
        "materialized: incremental",
        "SELECT id, day, kind, CAST(kind AS INTEGER) AS amount FROM raw.events");

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task The_others_go_on_and_the_failing_one_is_tried_again_and_then_set_aside()
    {
        _lake.Deliver("good1", "1,2024-02-01,1,1");
        await _lake.RunOneAsync();
        _lake.Deliver("bad", "2,2024-02-01,x,1");
        List<(RunState State, long Rows, string State2)> tries = [];
        for (int i = 2; i <= 5; i++)
        {
            _lake.Deliver($"good{i}", $"{i}0,2024-02-01,{i},1", $"{i}1,2024-02-01,{i},1");
            StepReport step = await _lake.RunOneAsync();
            tries.Add((step.State, step.RowsOut, await BadAsync()));
        }

        Assert.Equal(
            [
                (RunState.Succeeded, 2L, "failing 1"), (RunState.Succeeded, 2L, "failing 2"),
                (RunState.Succeeded, 2L, "set aside 3"), (RunState.Succeeded, 2L, "set aside 3"),
            ],
            tries);
        Assert.Equal(RunState.UpToDate, (await _lake.RunOneAsync()).State);
        Assert.Equal(["9"], await _lake.QueryAsync("SELECT count(*) FROM staging.events"));
        Assert.Equal(
            ["staging.events|events/bad.csv|set aside|3"],
            await _lake.QueryAsync("SELECT table_name, key, state, tries FROM system.rejected_files"));
    }

    [Fact]
    public async Task Alone_it_fails_the_run_until_it_is_set_aside()
    {
        _lake.Deliver("good", "1,2024-02-01,1,1");
        await _lake.RunOneAsync();
        _lake.Deliver("bad", "2,2024-02-01,x,1");

        List<RunState> states = [];
        for (int i = 0; i < 4; i++)
        {
            states.Add((await _lake.RunOneAsync()).State);
        }

        Assert.Equal([RunState.Failed, RunState.Failed, RunState.UpToDate, RunState.UpToDate], states);
        StepReport last = await _lake.RunOneAsync();
        Assert.Contains("failed on it 3 times", Assert.Single(last.Unreadable).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_taken_in_again_by_command_and_when_it_changes()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\nmax_tries: 1",
            "SELECT id, day, kind, CAST(kind AS INTEGER) AS amount FROM raw.events");
        _lake.Deliver("good", "1,2024-02-01,1,1");
        await _lake.RunOneAsync();
        _lake.Deliver("bad", "2,2024-02-01,x,1");
        Assert.Equal(RunState.UpToDate, (await _lake.RunOneAsync()).State);
        using (LakeHost host = await _lake.OpenAsync())
        {
            Assert.Equal(0, await host.Bookmarks.RetryAsync(Events, "events/good.csv", Cancellation));
            Assert.Equal(1, await host.Bookmarks.RetryAsync(Events, "events/bad.csv", Cancellation));
        }

        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\nmax_tries: 1",
            "SELECT id, day, kind, TRY_CAST(kind AS INTEGER) AS amount FROM raw.events");
        Assert.Equal((RunState.Succeeded, 1), StateOf(await _lake.RunOneAsync()));
    }

    [Fact]
    public async Task SQL_that_fails_on_no_file_alone_fails_the_run_and_sets_nothing_aside()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental",
            "SELECT id, day, kind, CAST(CASE WHEN count(*) OVER () > 1 THEN 'x' ELSE '1' END AS INTEGER) AS amount "
            + "FROM raw.events");
        _lake.Deliver("good", "1,2024-02-01,1,1");
        await _lake.RunOneAsync();
        _lake.Deliver("a", "2,2024-02-01,1,1");
        _lake.Deliver("b", "3,2024-02-01,1,1");

        Assert.Equal(RunState.Failed, (await _lake.RunOneAsync()).State);
        using LakeHost host = await _lake.OpenAsync();
        Assert.Empty((await host.Bookmarks.ReadAsync(Events, Cancellation))!.Rejected);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static (RunState State, long Rows) StateOf(StepReport step) => (step.State, step.RowsOut);

    private async Task<string> BadAsync()
    {
        using LakeHost host = await _lake.OpenAsync();
        RejectedFile file = Assert.Single((await host.Bookmarks.ReadAsync(Events, Cancellation))!.Rejected);
        return $"{file.StateFor(3)} {file.Tries}";
    }
}
