using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

/// <summary><c>deleted_when</c> and <c>latest_by</c> of models that replace rows by their key.</summary>
public sealed class DeletedRowsTests : IDisposable
{
    private const string Keyed = "materialized: incremental\nunique_key: [id]\ndeleted_when: \"_change = 'delete'\"\n";

    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            zones: {raw: , staging: }
            tables:
              raw.changes:
                files: changes/*.csv
                columns: {id: integer, name: varchar, _change: varchar, _position: bigint}
            """,
    };

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("merge")]
    [InlineData("delete_insert")]
    public async Task Rows_that_are_deleted_take_their_key_out_and_the_last_of_a_key_counts(string strategy)
    {
        _lake.WriteModel("staging.events", Keyed + $"strategy: {strategy}", "SELECT * FROM raw.changes");
        Put("a", "1,one,upsert,1", "2,two,upsert,2", "3,three,upsert,3", "2,zwei,upsert,4", "3,,delete,5");
        StepReport first = await _lake.RunOneAsync();
        Put(
            "b",
            "1,,delete,6", "2,deux,upsert,7", "4,four,upsert,8", "4,,delete,9", "5,,delete,10", "5,five,upsert,11");

        StepReport second = await _lake.RunOneAsync();

        Assert.Equal((3L, 2L, 1L), (first.RowsIn, first.RowsOut, first.RowsDeleted));
        Assert.Equal((4L, 2L, 2L), (second.RowsIn, second.RowsOut, second.RowsDeleted));
        Assert.Equal(["2|deux", "5|five"], await _lake.QueryAsync("SELECT * FROM staging.events ORDER BY 1"));
    }

    [Fact]
    public async Task Only_deletes_leave_the_other_rows()
    {
        _lake.WriteModel("staging.events", Keyed + "strategy: merge", "SELECT * FROM raw.changes");
        Put("a", "1,one,upsert,1", "2,two,upsert,2");
        await _lake.RunOneAsync();
        Put("b", "1,,delete,3");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((RunState.Succeeded, 0L, 1L), (step.State, step.RowsOut, step.RowsDeleted));
        Assert.Equal(["2|two"], await _lake.QueryAsync("SELECT * FROM staging.events"));
    }

    [Fact]
    public async Task Deleted_rows_are_not_checked()
    {
        _lake.WriteModel(
            "staging.events",
            Keyed + "strategy: merge\nchecks:\n  - not_null: [name]\n",
            "SELECT * FROM raw.changes");
        Put("a", "1,one,upsert,1", "2,two,upsert,2");
        await _lake.RunOneAsync();
        Put("b", "1,,delete,3");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((RunState.Succeeded, 1L), (step.State, step.RowsDeleted));
    }

    [Fact]
    public async Task The_change_data_feed_tells_deletes_apart_from_updates()
    {
        _lake.WriteModel("staging.events", Keyed + "strategy: merge", "SELECT * FROM raw.changes");
        Put("a", "1,one,upsert,1", "2,two,upsert,2");
        await _lake.RunOneAsync();
        await _lake.SetPropertyAsync("delta.enableChangeDataFeed", "true");
        Put("b", "1,,delete,3", "2,deux,upsert,4", "3,three,upsert,5");
        await _lake.RunOneAsync();

        Assert.Equal(
            ["1|one|delete", "2|deux|update_postimage", "2|two|update_preimage", "3|three|insert"],
            await _lake.QueryAsync(
                "SELECT id, name, _change_type FROM table_changes('staging.events', 2) ORDER BY ALL"));
    }

    [Fact]
    public async Task The_column_that_orders_versions_can_be_named()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\nunique_key: [id]\nstrategy: merge\nlatest_by: name",
            "SELECT id, name FROM raw.changes");
        Put("a", "1,b,,0", "1,c,,0", "1,a,,0");

        await _lake.RunOneAsync();

        Assert.Equal(["1|c"], await _lake.QueryAsync("SELECT * FROM staging.events"));
    }

    private void Put(string name, params string[] lines) => _lake.Write(
        $"data/raw/changes/{name}.csv", "id,name,_change,_position\n" + string.Join('\n', lines) + "\n");
}
