using Tarn.Cli;
using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Tarn.Testing;
using Tarn.Tests.Cli;
using Tarn.Tests.Jobs;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>An independent reader of Delta tables, <see cref="DeltaLint"/>, checks those that Tarn writes.</summary>
public sealed class LintTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_table_with_marked_rows_and_change_data_is_clean()
    {
        using LakeRig lake = EventsLake.Create();
        lake.WriteModel(
            "staging.events",
            "materialized: incremental\nstrategy: merge\nunique_key: [id]\npartition_by: [day]",
            EventsLake.AllColumns);
        lake.Deliver("a", [.. Enumerable.Range(1, 100).Select(id => $"{id},2024-02-0{1 + (id % 2)},old,{id}")]);
        await lake.RunOneAsync();
        await lake.SetPropertyAsync("delta.enableDeletionVectors", "true");
        await lake.SetPropertyAsync("delta.enableChangeDataFeed", "true");
        await lake.SetPropertyAsync("delta.checkpointInterval", "5");
        lake.Deliver("b", "1,2024-02-02,new,1", "2,2024-02-01,new,1", "200,2024-02-01,new,1");
        await lake.RunOneAsync();
        lake.Deliver("c", "3,2024-02-02,new,1", "5,2024-02-01,new,1");
        await lake.RunOneAsync();
        await DeltaLint.RequireCleanAsync(Path.Combine(lake.Directory, "data/staging/events"));
    }

    [Fact]
    public async Task A_table_with_all_kinds_of_columns_and_writes_is_clean()
    {
        using LakeTableRig rig = new();
        await WriteEverythingAsync(rig);
        await DeltaLint.RequireCleanAsync(rig.TableDirectory);
    }

    [Fact]
    public async Task A_table_is_clean_after_each_operation_on_it()
    {
        using LakeTableRig rig = new();
        TableField[] fields = [new("i", "BIGINT"), new("s", "VARCHAR"), new("p", "BIGINT")];
        for (int i = 0; i < 3; i++)
        {
            await rig.WriteAsync(
                WriteMode.Append, "SELECT range AS i, 'x' AS s, range % 3 AS p FROM range(300)", fields, "p");
        }

        await new PropertyEditor(rig.Table).ChangeAsync(
            new Dictionary<string, string> { ["delta.checkpointInterval"] = "4", ["owner"] = "me" }, [], Cancellation);
        await DeltaLint.RequireCleanAsync(rig.TableDirectory);

        TableOptimizer optimizer = new(rig.Table, rig.Scratch);
        OptimizeRequest request = new() { ClusterBy = ["i", "s"], Interleave = true };
        await optimizer.RunAsync(await optimizer.PlanAsync(request, Cancellation), progress: null, Cancellation);
        await DeltaLint.RequireCleanAsync(rig.TableDirectory);

        TableRestorer restorer = new(rig.Table);
        await restorer.RunAsync(await restorer.PlanAsync(new AsOf.Version(1), Cancellation), Cancellation);
        await DeltaLint.RequireCleanAsync(rig.TableDirectory);

        TableEraser eraser = new(rig.Table, rig.Scratch);
        await eraser.RunAsync(await eraser.PlanAsync("i = 7", Cancellation), Cancellation);
        await rig.WriteAsync(WriteMode.Append, "SELECT 1 AS i, 'y' AS s, 1 AS p", fields, "p");
        await DeltaLint.RequireCleanAsync(rig.TableDirectory);

        TableVacuum vacuum = new(rig.Table);
        VacuumRequest all = new() { Retention = TimeSpan.Zero, AllowShortRetention = true };
        await vacuum.RunAsync(await vacuum.PlanAsync(all, Cancellation), progress: null, Cancellation);
        await DeltaLint.RequireCleanAsync(rig.TableDirectory);
    }

    [Fact]
    public async Task The_tables_of_the_taxi_demo_are_clean()
    {
        using TemporaryDirectory directory = new();
        Assert.Equal(ExitCode.Ok, await new TestTerminal(directory.Path).RunAsync("demo", "taxi", "--rows", "3000"));
        string[] logs = Directory.GetDirectories(directory.Path, "_delta_log", SearchOption.AllDirectories);
        Assert.True(logs.Length >= 6, $"the demo made only {logs.Length} tables");
        foreach (string log in logs)
        {
            await DeltaLint.RequireCleanAsync(Path.GetDirectoryName(log)!);
        }
    }

    private static async Task WriteEverythingAsync(LakeTableRig rig)
    {
        TableField[] fields =
        [
            new("i", "BIGINT", Nullable: false), new("u", "UBIGINT"), new("dec", "DECIMAL(38,3)"), new("f", "FLOAT"),
            new("d", "DOUBLE"), new("s", "VARCHAR"), new("day", "DATE"), new("ts", "TIMESTAMP"),
            new("tz", "TIMESTAMPTZ"),
            new("b", "BLOB"), new("n", "STRUCT(a INTEGER, t VARCHAR)"), new("l", "INTEGER[]"), new("p", "VARCHAR"),
        ];
        const string Sql =
            """
            SELECT range AS i, hash(range) AS u, range / 7 AS dec, range / 3 AS f,
                CASE WHEN range = 5 THEN 'nan'::DOUBLE ELSE range / 3 END AS d, repeat('ü', 1 + range % 40) AS s,
                DATE '2024-01-01' + CAST(range AS INTEGER) AS day, TIMESTAMP '2024-01-01 00:00:00.123456' AS ts,
                TIMESTAMPTZ '2024-01-01 00:00:00.999999+05' AS tz, 'x'::BLOB AS b,
                CASE WHEN range % 2 = 0 THEN {'a': range, 't': 'x'} END AS n, [range] AS l,
                CASE range % 4 WHEN 0 THEN NULL WHEN 1 THEN 'a b/c:%' WHEN 2 THEN 'é' ELSE 'NULL' END AS p
            FROM range(100)
            """;
        await rig.WriteAsync(WriteMode.Append, Sql, fields, "p");
        await rig.WriteAsync(WriteMode.Append, Sql, fields, "p");
        await rig.WriteAsync(WriteMode.OverwritePartitions, $"FROM ({Sql}) WHERE p = 'é'", fields, "p");
        await rig.Table.CheckpointAsync(TestContext.Current.CancellationToken);
        await rig.WriteAsync(
            new TableWrite
            {
                Mode = WriteMode.Append,
                Fields =
                [
                    .. fields.Select(field => field.Name == "n" ? new("n", "STRUCT(a BIGINT, t VARCHAR)") : field),
                    new("extra", "INTEGER"),
                ],
                PartitionColumns = ["p"],
                Added = [],
                Operation = "WRITE",
                EvolvesSchema = true,
                Properties = new Dictionary<string, string?>
                {
                    ["delta.enableTypeWidening"] = "true",
                    ["delta.enableInCommitTimestamps"] = "true",
                    ["delta.constraints.positive"] = "i >= 0",
                },
                Domains = new Dictionary<string, string?> { ["tarn.test"] = "{}" },
            },
            $"SELECT *, 1 AS extra FROM ({Sql})");
        await rig.Table.CheckpointAsync(TestContext.Current.CancellationToken);
        await rig.WriteAsync(WriteMode.Overwrite, $"FROM ({Sql}) WHERE i < 50", fields, "p");
    }
}
