using Tarn.Cli;
using Tarn.Queries.SystemTables;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

/// <summary>What the lake knows of itself, asked by SQL.</summary>
public sealed class SystemTableTests(CliLake lake) : IClassFixture<CliLake>
{
    [Theory]
    [InlineData("SELECT kind FROM system.tables WHERE table_name = 'daily_metrics'", "managed\n")]
    [InlineData("SELECT data_type FROM system.columns WHERE table_name = 'trips' AND column_name = 'trip_id'"
        + " AND table_database = 'staging'", "BIGINT\n")]
    [InlineData("SELECT count(*) > 1 FROM system.partitions WHERE table_name = 'trips'", "true\n")]
    [InlineData("SELECT count(*) > 0, bool_and(size_bytes > 0) FROM system.files", "true\ttrue\n")]
    [InlineData("SELECT count(*) > 0, count(row_count) FROM system.files WHERE table_database = 'raw'", "true\t0\n")]
    [InlineData("SELECT max(version) >= 0 FROM system.history WHERE table_database = 'curated'", "true\n")]
    [InlineData("SELECT DISTINCT step_state FROM system.runs r WHERE r.table_name = 'staging.trips'", "succeeded\n")]
    [InlineData("SELECT count(*) > 0 FROM System.\"checks\"", "true\n")]
    [InlineData("SELECT count(*) > 0 FROM system.lineage WHERE target_table = 'curated.daily_metrics'", "true\n")]
    [InlineData("SELECT 'system.tables'", "system.tables\n")]
    public async Task The_lake_answers_about_itself(string sql, string expected)
    {
        TestTerminal terminal = new(lake.WorkingDirectory);

        ExitCode code = await terminal.RunAsync("-C", "lake", "query", sql);

        Assert.True(code == ExitCode.Ok, terminal.Error);
        Assert.Equal(expected, terminal.Output);
    }

    [Fact]
    public async Task Tables_of_files_have_files_and_partitions_too()
    {
        string day = Path.Combine(lake.WorkingDirectory, "lake", "data", "raw", "drops", "day=2024-01-01");
        Directory.CreateDirectory(day);
        await File.WriteAllTextAsync(Path.Combine(day, "a.csv"), "1\n", TestContext.Current.CancellationToken);
        await QueryAsync(
            "CREATE EXTERNAL TABLE raw.drops (id int) PARTITIONED BY (day string) "
            + "ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://raw/drops/'");
        await QueryAsync("ALTER TABLE raw.drops ADD PARTITION (day='2024-01-01') PARTITION (day='2024-01-02')");

        string partitions = await QueryAsync(
            "SELECT partition, files, size_bytes FROM system.partitions WHERE table_name = 'drops' ORDER BY 1");
        string files = await QueryAsync("SELECT path, partition FROM system.files WHERE table_name = 'drops'");

        Assert.Equal("day=2024-01-01\t1\t2\nday=2024-01-02\t0\t0\n", partitions);
        Assert.Equal("day=2024-01-01/a.csv\tday=2024-01-01\n", files);
    }

    [Fact]
    public async Task Every_system_table_can_be_read_whole_in_both_dialects()
    {
        foreach (string name in SystemNames.All)
        {
            foreach (string dialect in (string[])["athena", "duckdb"])
            {
                TestTerminal terminal = new(lake.WorkingDirectory);

                ExitCode code = await terminal.RunAsync(
                    "-C", "lake", "query", $"SELECT * FROM system.{name}", "--dialect", dialect, "-o", "jsonl");

                Assert.True(code == ExitCode.Ok, $"{name}: {terminal.Error}");
            }
        }
    }

    private async Task<string> QueryAsync(string sql)
    {
        TestTerminal terminal = new(lake.WorkingDirectory);
        ExitCode code = await terminal.RunAsync("-C", "lake", "query", sql);
        Assert.True(code == ExitCode.Ok, terminal.Error);
        return terminal.Output;
    }
}
