using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

/// <summary>What a run says and does when something else than new files has changed.</summary>
public sealed class ChangedDefinitionTests : IDisposable
{
    private const string Incremental = "materialized: incremental\nstrategy: append\nbookmark: raw.events";
    private const string Joined = "SELECT id, label FROM raw.events LEFT JOIN raw.kinds USING (kind)";

    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: changes
            zones: {raw: , staging: }
            tables:
              raw.events:
                files: events/*.csv
                columns: {id: bigint, kind: varchar}
              raw.kinds:
                files: kinds/*.csv
                columns: {kind: varchar, label: varchar}
            """,
    };

    public ChangedDefinitionTests()
    {
        _lake.Write("data/raw/events/a.csv", "id,kind\n1,x\n");
        _lake.Write("data/raw/kinds/k.csv", "kind,label\nx,ex\n");
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_table_is_built_anew_when_its_raw_table_is_read_another_way()
    {
        _lake.WriteModel("staging.events", "materialized: table", "SELECT id FROM raw.events");
        await _lake.RunAsync();
        Assert.Equal(RunState.UpToDate, (await _lake.RunAsync()).State);

        _lake.LakeYaml = _lake.LakeYaml.Replace("id: bigint", "id: varchar", StringComparison.Ordinal);

        Assert.Equal(RunState.Succeeded, (await _lake.RunOneAsync()).State);
    }

    [Fact]
    public async Task Rows_that_were_looked_up_in_files_that_changed_are_noted_until_they_are_built_anew()
    {
        _lake.WriteModel("staging.events", Incremental, Joined);
        Assert.Empty((await _lake.RunOneAsync()).Notes);

        _lake.Write("data/raw/kinds/k.csv", "kind,label\nx,another\n");
        _lake.Write("data/raw/events/b.csv", "id,kind\n2,x\n");
        StepReport second = await _lake.RunOneAsync();
        StepReport third = await _lake.RunOneAsync();

        Assert.Contains("files it looks things up in changed", second.Notes.Single(), StringComparison.Ordinal);
        Assert.Equal((RunState.UpToDate, second.Notes.Single()), (third.State, third.Notes.Single()));
        Assert.Equal(
            ["1|ex", "2|another"], await _lake.QueryAsync("SELECT id, label FROM staging.events ORDER BY id"));

        Assert.Empty((await _lake.RunOneAsync(fullRefresh: true)).Notes);
        Assert.Equal(
            ["1|another", "2|another"], await _lake.QueryAsync("SELECT id, label FROM staging.events ORDER BY id"));
        Assert.Empty((await _lake.RunOneAsync()).Notes);
    }

    [Fact]
    public async Task Rows_of_an_earlier_definition_are_noted()
    {
        _lake.WriteModel("staging.events", Incremental, Joined);
        await _lake.RunAsync();

        _lake.WriteModel("staging.events", Incremental, Joined + " WHERE id > 0");

        Assert.Contains("the definition changed", (await _lake.RunOneAsync()).Notes.Single(), StringComparison.Ordinal);
    }
}
