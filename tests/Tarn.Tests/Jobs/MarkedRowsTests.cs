using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Jobs.Commits;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

/// <summary>A table of 100 rows in one file whose rows may be marked as deleted.</summary>
public sealed class MarkedRowsTests : IDisposable
{
    private readonly LakeRig _lake = EventsLake.Create();

    private string TableDirectory => Path.Combine(_lake.Directory, "data/staging/events");

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("merge")]
    [InlineData("delete_insert")]
    public async Task Few_rows_are_marked_and_their_file_stays(string strategy)
    {
        await FillAsync(strategy);
        string file = Assert.Single(DataFiles());
        await MergeAsync(3, 50);

        IReadOnlyList<JsonObject> log = await LogAsync(2);
        JsonObject marked = log
            .Single(line => (string?)line["add"]?["path"] == Path.GetFileName(file))["add"]!.AsObject();
        Assert.Equal(2, (int)marked["deletionVector"]!["cardinality"]!);
        JsonNode statistics = JsonNode.Parse((string)marked["stats"]!)!;
        Assert.Equal((100, false), ((int)statistics["numRecords"]!, (bool)statistics["tightBounds"]!));
        JsonNode removed = log.Single(line => line.ContainsKey("remove"))["remove"]!;
        Assert.Equal(Path.GetFileName(file), (string)removed["path"]!);
        Assert.Null(removed["deletionVector"]);
        JsonNode metrics = log[0]["commitInfo"]!["operationMetrics"]!;
        Assert.Equal(("1", "2"), ((string)metrics["numFiles"]!, (string)metrics["numOutputRows"]!));
        Assert.Contains(file, DataFiles());
        Assert.Equal(2, DataFiles().Length);
        await HoldsAsync("3,50");
        Assert.Equal(["100|100"], await _lake.QueryAsync(
            "SELECT count(*), count(*) FILTER (kind = 'old') FROM staging.events FOR VERSION AS OF 1"));
    }

    [Fact]
    public async Task Later_marks_join_earlier_ones_until_they_are_many()
    {
        await FillAsync("merge");
        await MergeAsync(1, 2, 3, 4, 5);
        await MergeAsync(6, 7, 8);
        Assert.Equal([5L, 8L], await CardinalitiesAsync(2, 3));
        await HoldsAsync("1,2,3,4,5,6,7,8");

        await MergeAsync(9, 10, 11);

        Assert.Equal([0L], await CardinalitiesAsync(4));
        Assert.Contains(
            await LogAsync(4), line => (int?)line["remove"]?["deletionVector"]?["cardinality"] == 8);
        await HoldsAsync("1,2,3,4,5,6,7,8,9,10,11");
    }

    [Fact]
    public async Task Change_data_tells_the_marked_rows_too()
    {
        await FillAsync("merge");
        await _lake.SetPropertyAsync("delta.enableChangeDataFeed", "true");
        await MergeAsync(3, 50, 200);

        Assert.Equal(
            [
                "3|new|update_postimage", "3|old|update_preimage", "50|new|update_postimage", "50|old|update_preimage",
                "200|new|insert",
            ],
            await _lake.QueryAsync(
                "SELECT id, kind, _change_type FROM table_changes('staging.events', 3) ORDER BY id, kind"));
    }

    [Fact]
    public async Task Without_change_files_the_marked_rows_are_the_deletes()
    {
        await FillAsync("merge");
        await _lake.SetPropertyAsync("delta.enableChangeDataFeed", "true");
        await MergeAsync(3, 50);
        await RestoreAsync(2);

        Assert.Equal(
            ["delete|new|2", "insert|old|2"],
            await _lake.QueryAsync(
                "SELECT _change_type, kind, count(*) FROM table_changes('staging.events', 4) "
                + "GROUP BY ALL ORDER BY ALL"));
    }

    [Fact]
    public async Task An_earlier_version_has_the_marks_of_its_time()
    {
        await FillAsync("merge");
        await MergeAsync(3);
        await MergeAsync(50);

        Assert.Equal(["1|100"], await _lake.QueryAsync(
            "SELECT count(*) FILTER (kind = 'new'), count(*) FROM staging.events FOR VERSION AS OF 2"));
    }

    [Fact]
    public async Task Optimize_leaves_marked_rows_out_and_vacuum_deletes_dead_vectors()
    {
        await FillAsync("merge");
        await MergeAsync(1);
        await MergeAsync(2);
        Assert.Equal(2, VectorFiles().Length);

        await VacuumAsync();
        Assert.Single(VectorFiles());
        await HoldsAsync("1,2");

        using (LakeHost host = await _lake.OpenAsync())
        {
            TableOptimizer optimizer = new(Open(host), Path.Combine(_lake.Directory, ".tarn/scratch/optimize"));
            await optimizer.RunAsync(
                await optimizer.PlanAsync(new OptimizeRequest(), CancellationToken.None), null, CancellationToken.None);
        }

        await VacuumAsync();
        Assert.Empty(VectorFiles());
        Assert.Single(DataFiles());
        await HoldsAsync("1,2");
    }

    [Fact]
    public async Task Two_writers_that_mark_rows_of_one_file_conflict()
    {
        await FillAsync("merge");
        using LakeHost host = await _lake.OpenAsync();
        DeltaTable table = Open(host);
        TableSnapshot before = await table.RequireAsync(CancellationToken.None);
        await MergeAsync(1);
        TableSnapshot after = await table.RequireAsync(CancellationToken.None);
        DataFile marked = after.Files.Single(file => file.DeletionVector is not null);

        CommitResult result = await table.CommitAsync(
            new TableWrite
            {
                Mode = WriteMode.ReplaceFiles,
                Fields = before.Fields,
                PartitionColumns = [],
                Added = [marked],
                RemovedPaths = [marked.Path],
                ReadVersion = before.Version,
                Reads = new TableReads { Paths = [marked.Path] },
                Operation = "DELETE",
            },
            CancellationToken.None);

        Assert.Equal(ConflictKind.ConcurrentDeleteRead, Assert.IsType<CommitResult.Conflicted>(result).Kind);
    }

    [Fact]
    public async Task A_model_that_read_the_file_notices_that_rows_of_it_are_gone()
    {
        await FillAsync("merge");
        _lake.WriteModel(
            "curated.copy",
            "materialized: incremental\nstrategy: append\nbookmark: staging.events",
            "SELECT id, kind FROM staging.events");
        await _lake.RunAsync();
        _lake.Deliver("next", "7,2024-02-01,new,1");

        RunReport run = await _lake.RunAsync();

        Assert.Contains("built anew", Assert.Single(run.Steps[^1].Notes), StringComparison.Ordinal);
        Assert.Equal(["100|1"], await _lake.QueryAsync(
            "SELECT count(*), count(*) FILTER (kind = 'new') FROM curated.copy"));
    }

    [Fact]
    public async Task An_intent_keeps_deletion_vectors_across_a_crash()
    {
        await FillAsync("merge");
        await MergeAsync(1);
        using LakeHost host = await _lake.OpenAsync();
        TableSnapshot snapshot = await Open(host).RequireAsync(CancellationToken.None);
        Intent intent = new()
        {
            Model = "staging.events",
            RunId = "run",
            Commits =
            [
                new IntendedCommit
                {
                    Table = "staging.events",
                    Bucket = "staging",
                    Root = "events",
                    Files = [],
                    Write = new TableWrite
                    {
                        Mode = WriteMode.ReplaceFiles,
                        Fields = snapshot.Fields,
                        PartitionColumns = [],
                        Added = snapshot.Files,
                        Operation = "MERGE",
                    },
                },
            ],
            Next = new Bookmark
            {
                Version = 1,
                Fingerprint = "",
                DefinitionHash = "",
                Consumed = [],
                Rejected = [],
                SettledAt = snapshot.Timestamp,
                RunId = "run",
            },
        };

        string json = JsonSerializer.Serialize(intent, JobsJson.Default.Intent);
        Intent read = JsonSerializer.Deserialize(json, JobsJson.Default.Intent)!;

        Assert.Contains(snapshot.Files, file => file.DeletionVector is not null);
        Assert.Equal(
            snapshot.Files.Select(file => file.Id), read.Commits.Single().Write.Added.Select(file => file.Id));
    }

    /// <summary>Version 0 with the rows; version 1 lets rows be marked.</summary>
    private async Task FillAsync(string strategy)
    {
        _lake.WriteModel(
            "staging.events",
            $"materialized: incremental\nstrategy: {strategy}\nunique_key: [id]",
            EventsLake.AllColumns);
        _lake.Deliver("a", [.. Enumerable.Range(1, 100).Select(id => $"{id},2024-02-01,old,{id}")]);
        await _lake.RunOneAsync();
        await _lake.SetPropertyAsync("delta.enableDeletionVectors", "true");
    }

    private async Task MergeAsync(params int[] ids)
    {
        _lake.Deliver($"ids-{string.Join('-', ids)}", [.. ids.Select(id => $"{id},2024-02-01,new,{id}")]);
        Assert.Equal(RunState.Succeeded, (await _lake.RunOneAsync()).State);
    }

    private async Task HoldsAsync(string newIds) => Assert.Equal(
        [$"100|{newIds}"],
        await _lake.QueryAsync(
            "SELECT count(DISTINCT id), string_agg(id, ',' ORDER BY id) FILTER (kind = 'new') FROM staging.events "
            + "HAVING count(*) = 100"));

    private async Task RestoreAsync(long version)
    {
        using LakeHost host = await _lake.OpenAsync();
        TableRestorer restorer = new(Open(host));
        RestorePlan plan = await restorer.PlanAsync(new AsOf.Version(version), CancellationToken.None);
        await restorer.RunAsync(plan, CancellationToken.None);
    }

    private async Task VacuumAsync()
    {
        using LakeHost host = await _lake.OpenAsync();
        TableVacuum vacuum = new(Open(host));
        VacuumPlan plan = await vacuum.PlanAsync(
            new VacuumRequest { Retention = TimeSpan.Zero, AllowShortRetention = true }, CancellationToken.None);
        await vacuum.RunAsync(plan, null, CancellationToken.None);
    }

    private static DeltaTable Open(LakeHost host) =>
        host.Tables.Open(host.Tables.GetModelTable(TableName.Parse("staging.events")));

    private string[] DataFiles() => Directory.GetFiles(TableDirectory, "*.parquet");

    private string[] VectorFiles() => Directory.GetFiles(TableDirectory, "deletion_vector_*.bin");

    /// <summary>Of the adds of versions that have a vector; 0 for a version without.</summary>
    private async Task<IReadOnlyList<long>> CardinalitiesAsync(params long[] versions)
    {
        List<long> cardinalities = [];
        foreach (long version in versions)
        {
            cardinalities.Add((await LogAsync(version))
                .Sum(line => (long?)line["add"]?["deletionVector"]?["cardinality"] ?? 0));
        }

        return cardinalities;
    }

    private async Task<IReadOnlyList<JsonObject>> LogAsync(long version)
    {
        string[] lines =
            await File.ReadAllLinesAsync(Path.Combine(TableDirectory, "_delta_log", $"{version:D20}.json"));
        return [.. lines.Select(line => JsonNode.Parse(line)!.AsObject())];
    }
}
