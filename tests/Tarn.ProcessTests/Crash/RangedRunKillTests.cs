using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>A run with values for parameters, killed at each step; the next run takes what is new.</summary>
public sealed class RangedRunKillTests : IDisposable
{
    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: ranges
            zones: {raw: , staging: }
            tables:
              raw.events:
                files: events/*.csv
                columns: {id: bigint, day: date}
            """,
    };

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData(Failpoints.JobsIntentWritten)]
    [InlineData(Failpoints.TablesCommitAfterPut)]
    [InlineData(Failpoints.JobsCommitted)]
    [InlineData(Failpoints.JobsBookmarkMoved)]
    public async Task Its_commit_is_made_once_and_files_stay_new(string failpoint)
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\nstrategy: insert_overwrite\npartition_by: [day]\n"
            + "parameters: {start: 2000-01-01, end: 2100-01-01}",
            "SELECT id, day FROM raw.events WHERE day >= :start::DATE AND day < :end::DATE");
        _lake.Write("data/raw/events/a.csv", "id,day\n1,2024-02-01\n2,2024-02-02\n");
        await _lake.RunAsync();
        _lake.Write("data/raw/events/b.csv", "id,day\n3,2024-02-02\n4,2024-02-03\n");
        using TarnProcess process = TarnProcess.Start(
            ["-C", _lake.Directory, "run", "--set", "start=2024-02-02", "--set", "end=2024-02-03"],
            new Dictionary<string, string> { ["TARN_FAILPOINT"] = failpoint });
        Assert.Equal(TarnProcess.Killed, (await process.WaitAsync()).ExitCode);

        RunReport next = await _lake.RunAsync();

        Assert.Equal(RunState.Succeeded, next.State);
        Assert.Equal(2, await VersionAsync());
        Assert.Equal(
            ["1,3,4"], await _lake.QueryAsync("SELECT string_agg(id, ',' ORDER BY id) FROM staging.events"));
        RunReport again = await _lake.RunAsync(new RunRequest
        {
            Parameters = new Dictionary<string, string> { ["start"] = "2024-02-02", ["end"] = "2024-02-03" },
        });
        Assert.Equal(RunState.Succeeded, again.State);
        Assert.Equal(
            ["1,2,3,4"], await _lake.QueryAsync("SELECT string_agg(id, ',' ORDER BY id) FROM staging.events"));
    }

    private async Task<long> VersionAsync()
    {
        using LakeHost host = await _lake.OpenAsync();
        CatalogTable.Managed table = host.Tables.GetModelTable(TableName.Parse("staging.events"));
        return (await host.Tables.FindSnapshotAsync(table, CancellationToken.None))!.Version;
    }
}
