using Tarn.Cli.Hosting;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

/// <summary>What runs put into the change data feed of their table.</summary>
public sealed class ChangeDataTests : IDisposable
{
    private const string Changes =
        "SELECT id, CAST(day AS VARCHAR), kind, _change_type, _commit_version "
        + "FROM table_changes('staging.events', 2) ORDER BY ALL";

    private readonly LakeRig _lake = EventsLake.Create();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("\npartition_by: [day]")]
    public async Task A_merge_tells_updates_from_inserts(string layout)
    {
        await FillAsync("merge", layout);
        _lake.Deliver("b", "2,2024-02-03,moved,20", "4,2024-02-02,new,4");

        await _lake.RunOneAsync();

        Assert.Equal(
            [
                "2|2024-02-01|x|update_preimage|2",
                "2|2024-02-03|moved|update_postimage|2",
                "4|2024-02-02|new|insert|2",
            ],
            await _lake.QueryAsync(Changes));
        Assert.Equal(
            ["1|2024-02-01|x|1", "2|2024-02-03|moved|20", "3|2024-02-02|x|3", "4|2024-02-02|new|4"],
            await _lake.RowsAsync());
    }

    [Fact]
    public async Task A_merge_of_null_keys_is_an_update_too()
    {
        await FillAsync("merge", "");
        _lake.Deliver("b", ",2024-02-03,first,20");
        await _lake.RunOneAsync();
        _lake.Deliver("c", ",2024-02-04,second,20");

        await _lake.RunOneAsync();

        Assert.Equal(
            [
                "null|2024-02-03|first|insert|2",
                "null|2024-02-03|first|update_preimage|3",
                "null|2024-02-04|second|update_postimage|3",
            ],
            await _lake.QueryAsync(Changes));
    }

    [Fact]
    public async Task Delete_insert_deletes_and_inserts()
    {
        await FillAsync("delete_insert", "");
        _lake.Deliver("b", "2,2024-02-03,moved,20", "2,2024-02-04,moved,21", "4,2024-02-02,new,4");

        await _lake.RunOneAsync();

        Assert.Equal(
            [
                "2|2024-02-01|x|delete|2",
                "2|2024-02-03|moved|insert|2",
                "2|2024-02-04|moved|insert|2",
                "4|2024-02-02|new|insert|2",
            ],
            await _lake.QueryAsync(Changes));
    }

    [Fact]
    public async Task A_merge_that_replaces_nothing_needs_no_change_files()
    {
        await FillAsync("merge", "");
        _lake.Deliver("b", "9,2024-02-03,new,20");

        await _lake.RunOneAsync();

        Assert.Equal(["9|2024-02-03|new|insert|2"], await _lake.QueryAsync(Changes));
        Assert.False(Directory.Exists(Path.Combine(_lake.Directory, "data/staging/events/_change_data")));
    }

    [Fact]
    public async Task Building_the_table_anew_deletes_all_and_inserts_all()
    {
        await FillAsync("merge", "");
        _lake.Deliver("b", "9,2024-02-03,new,20");

        await _lake.RunOneAsync(fullRefresh: true);

        Assert.Equal(["delete|3", "insert|4"], await _lake.QueryAsync(
            "SELECT _change_type, count(*) FROM table_changes('staging.events', 2) GROUP BY ALL ORDER BY ALL"));
    }

    [Fact]
    public async Task A_checkpoint_that_fails_is_a_warning_in_the_log_of_the_run()
    {
        await FillAsync("merge", "");
        await _lake.SetPropertyAsync("delta.checkpointInterval", "1");
        string pointer = Path.Combine(_lake.Directory, "data/staging/events/_delta_log/_last_checkpoint");
        File.Delete(pointer);
        Directory.CreateDirectory(Path.Combine(pointer, "in the way"));

        // Where such objects would go instead there is a file too.
        File.WriteAllText(Path.Combine(_lake.Directory, "data/staging/.tarn-keys"), "");
        _lake.Deliver("b", "9,2024-02-03,new,20");

        RunReport run = await _lake.RunAsync();

        Assert.Equal(RunState.Succeeded, run.State);
        Assert.Contains("checkpoint", Assert.Single(run.Steps.Single().Warnings), StringComparison.Ordinal);
        using LakeHost host = await _lake.OpenAsync();
        List<RunLogLine> lines = [];
        await foreach (RunLogLine line in host.Runs.LogAsync(run.RunId, CancellationToken.None))
        {
            lines.Add(line);
        }

        Assert.Contains(lines, line => line.Level == "warning"
            && line.Text.Contains("checkpoint", StringComparison.Ordinal));
    }

    /// <summary>Version 0 with three rows; version 1 switches the feed on.</summary>
    private async Task FillAsync(string strategy, string layout)
    {
        _lake.WriteModel(
            "staging.events",
            $"materialized: incremental\nstrategy: {strategy}\nunique_key: [id]{layout}",
            EventsLake.AllColumns);
        _lake.Deliver("a", "1,2024-02-01,x,1", "2,2024-02-01,x,2", "3,2024-02-02,x,3");
        await _lake.RunOneAsync();
        await _lake.SetPropertyAsync("delta.enableChangeDataFeed", "true");
    }
}
