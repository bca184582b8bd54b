using System.Diagnostics;
using Tarn.Tables;
using Tarn.Testing;
using Tarn.Tests.Jobs;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>
/// An independent reader of Delta tables checks one that Tarn wrote. It lies outside of the repository, in
/// ../shared/conformance, and needs Python and Node with DuckDB's package in DUCK_NODE_DIR.
/// </summary>
public sealed class LintTests
{
    [Fact]
    public async Task The_conformance_lint_finds_nothing_in_a_table_with_everything()
    {
        string tool = RequireTool();
        using LakeTableRig rig = new();
        await WriteEverythingAsync(rig);
        await LintAsync(tool, rig.TableDirectory);
    }

    [Fact]
    public async Task The_conformance_lint_finds_nothing_in_a_table_with_marked_rows_and_change_data()
    {
        string tool = RequireTool();
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
        await LintAsync(tool, Path.Combine(lake.Directory, "data/staging/events"));
    }

    private static async Task LintAsync(string tool, string directory)
    {
        ProcessStartInfo start = new("python3", [tool, directory]) { RedirectStandardOutput = true };
        using Process lint = Process.Start(start)!;
        string output = await lint.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await lint.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(lint.ExitCode == 0, output);
    }

    private static string RequireTool()
    {
        string? tool = FindTool();
        Assert.SkipWhen(tool is null, "../shared/conformance/tools/lint_delta.py is not there.");
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("DUCK_NODE_DIR") is null,
            "DUCK_NODE_DIR does not name DuckDB for Node.");
        return tool;
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

    private static string? FindTool()
    {
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            string tool = Path.Join(above.FullName, "shared", "conformance", "tools", "lint_delta.py");
            if (File.Exists(tool))
            {
                return tool;
            }
        }

        return null;
    }
}
