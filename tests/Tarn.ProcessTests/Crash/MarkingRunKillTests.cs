using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Tables.Maintenance;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>
/// A merge that marks rows of one file, rewrites another and tells its changes, killed at each step and run again.
/// </summary>
public sealed class MarkingRunKillTests : IDisposable
{
    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: marks
            zones: {raw: , staging: }
            tables:
              raw.events:
                files: events/*.csv
                columns: {id: bigint, kind: varchar}
            """,
    };

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData(Failpoints.JobsIntentWritten)]
    [InlineData(Failpoints.StorageMoveBeforeRename)]
    [InlineData(Failpoints.StorageMoveAfterRename)]
    [InlineData(Failpoints.JobsFilesMoved)]
    [InlineData(Failpoints.TablesCommitBeforePut)]
    [InlineData(Failpoints.TablesCommitAfterPut)]
    [InlineData(Failpoints.JobsCommitted)]
    [InlineData(Failpoints.JobsBookmarkMoved)]
    public async Task Rows_and_changes_are_there_once(string failpoint)
    {
        await FillAsync();
        using TarnProcess process = TarnProcess.Start(
            ["-C", _lake.Directory, "run"], new Dictionary<string, string> { ["TARN_FAILPOINT"] = failpoint });
        Assert.Equal(TarnProcess.Killed, (await process.WaitAsync()).ExitCode);

        TarnResult again = await TarnProcess.RunAsync("-C", _lake.Directory, "run");

        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(["107|3,101,200"], await _lake.QueryAsync(
            "SELECT count(*), string_agg(id, ',' ORDER BY id) FILTER (kind = 'new') FROM staging.events"));
        Assert.Equal(
            [
                "3|old|update_preimage", "3|new|update_postimage", "101|old|update_preimage",
                "101|new|update_postimage", "200|new|insert",
            ],
            await _lake.QueryAsync(
                "SELECT id, kind, _change_type FROM table_changes('staging.events', 4) ORDER BY id, kind DESC"));
        Assert.Single(Directory.GetFiles(Path.Combine(_lake.Directory, "data/staging/events"), "*.bin"));
    }

    /// <summary>Two versions, of 100 and of 6 rows, two that set properties, and rows for the next.</summary>
    private async Task FillAsync()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\nstrategy: merge\nunique_key: [id]",
            "SELECT id, kind FROM raw.events");
        await DeliverAsync("a", Enumerable.Range(1, 100), "old");
        await DeliverAsync("b", Enumerable.Range(101, 6), "old");
        using (LakeHost host = await _lake.OpenAsync())
        {
            CatalogTable.Managed table = host.Tables.GetModelTable(TableName.Parse("staging.events"));
            PropertyEditor editor = new(host.Tables.Open(table));
            foreach (string key in (string[])["delta.enableDeletionVectors", "delta.enableChangeDataFeed"])
            {
                await editor.ChangeAsync(
                    new Dictionary<string, string> { [key] = "true" }, [], TestContext.Current.CancellationToken);
            }
        }

        Deliver("c", [3, 101, 200], "new");
    }

    private async Task DeliverAsync(string name, IEnumerable<int> ids, string kind)
    {
        Deliver(name, ids, kind);
        await _lake.RunAsync();
    }

    private void Deliver(string name, IEnumerable<int> ids, string kind) => _lake.Write(
        $"data/raw/events/{name}.csv", "id,kind\n" + string.Concat(ids.Select(id => $"{id},{kind}\n")));
}
