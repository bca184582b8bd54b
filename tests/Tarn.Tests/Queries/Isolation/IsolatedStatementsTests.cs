using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Queries;
using Tarn.Queries.Isolation;
using Tarn.Queries.Statements;
using Tarn.State;
using Xunit;

namespace Tarn.Tests.Queries.Isolation;

/// <summary>Statements with a query, whose query runs in a worker.</summary>
public sealed class IsolatedStatementsTests(IsolatedLake lake) : IClassFixture<IsolatedLake>
{
    [Theory]
    [InlineData("PARQUET", "")]
    [InlineData("JSON", ", partitioned_by = ARRAY['day']")]
    public async Task Tables_are_made_of_rows_of_workers_and_rows_are_added(string format, string options)
    {
        string table = $"curated.made_{format.ToLowerInvariant()}";

        await RunAsync($"CREATE TABLE {table} WITH (format = '{format}'{options}) AS "
            + "SELECT n, h, day FROM staging.days WHERE n < 10");
        StatementResult inserted = await RunAsync(
            $"INSERT INTO {table} SELECT n, h, day FROM staging.days WHERE n = 10");

        Assert.Equal("1", Assert.Single(Assert.Single(inserted.Rows)));
        Assert.Equal(
            [11L, 55L, 11L],
            Assert.Single(await RowsAsync($"SELECT count(*), CAST(sum(n) AS bigint), count(DISTINCT h) FROM {table}")));
    }

    [Fact]
    public async Task A_Delta_table_is_made_of_rows_of_workers()
    {
        await RunAsync(
            "CREATE TABLE curated.log WITH (table_type = 'DELTA') AS SELECT n FROM staging.days WHERE n < 3");

        Assert.Equal([3L], Assert.Single(await RowsAsync("SELECT count(*) FROM curated.log")));
    }

    [Fact]
    public async Task Rows_are_unloaded()
    {
        StatementResult result = await RunAsync(
            "UNLOAD (SELECT n FROM staging.days WHERE n < 3) TO 's3://raw/unloaded/' "
                + "WITH (format = 'JSON', compression = 'NONE')");

        Assert.Equal("3", Assert.Single(Assert.Single(result.Rows)));
        string file = Assert.Single(Directory.GetFiles(Path.Combine(lake.Rig.Directory, "data", "raw", "unloaded")));
        Assert.Equal(3, File.ReadAllLines(file).Length);
    }

    [Theory]
    [InlineData("CREATE TABLE curated.wrong AS SELECT nothere FROM staging.days", 37)]
    [InlineData("CREATE TABLE curated.wrong AS SELECT n + 1 FROM staging.days", 0)]
    [InlineData("CREATE VIEW curated.wrong AS SELECT upper('a')", 0)]
    public async Task What_is_wrong_is_told_as_without_workers(string sql, int position)
    {
        TarnException expected = await FailAsync(sql, StatementIsolation.None);
        TarnException actual = await FailAsync(sql, StatementIsolation.Process);

        Assert.Equal((expected.Code, expected.Message, expected.Hint), (actual.Code, actual.Message, actual.Hint));
        Assert.Equal(position, PositionOf(expected));
        Assert.Equal(position, PositionOf(actual));
    }

    [Theory]
    [InlineData("EXPLAIN SELECT n FROM staging.days")]
    [InlineData("EXPLAIN ANALYZE SELECT n FROM staging.days")]
    [InlineData("UPDATE staging.days SET n = 0")]
    [InlineData("DELETE FROM staging.days WHERE n = 1")]
    [InlineData("MERGE INTO staging.days t USING raw.lines s ON t.n = s.a WHEN MATCHED THEN DELETE")]
    [InlineData("INSERT INTO staging.days SELECT 1, 2, 3")]
    public async Task What_needs_the_tables_themselves_is_refused(string sql)
    {
        TarnException exception = await FailAsync(sql, StatementIsolation.Process);

        Assert.Equal(ErrorCodes.StatementNotAllowed, exception.Code);
        Assert.Contains("isolation 'process'", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.Hint);
        Assert.Equal([20_000L], Assert.Single(await RowsAsync("SELECT count(*) FROM staging.days")));
    }

    [Fact]
    public async Task Statements_without_a_query_are_not_affected()
    {
        await RunAsync(
            "CREATE EXTERNAL TABLE raw.parts (a int) PARTITIONED BY (day int) STORED AS JSON "
                + "LOCATION 's3://raw/parts/'");
        lake.Rig.Write("data/raw/parts/day=1/a.json", """{"a":7}""");

        await RunAsync("MSCK REPAIR TABLE raw.parts");
        StatementResult partitions = await RunAsync("SHOW PARTITIONS raw.parts");

        Assert.Equal("day=1", Assert.Single(Assert.Single(partitions.Rows)));
        Assert.Equal([7, 1], Assert.Single(await RowsAsync("SELECT a, day FROM raw.parts")));
    }

    private Task<StatementResult> RunAsync(string sql) => RunAsync(sql, StatementIsolation.Process);

    private async Task<StatementResult> RunAsync(string sql, StatementIsolation isolation)
    {
        lake.Host.Isolate(isolation);
        using LakeLock owned = LakeLock.Acquire(lake.Host.StateDirectory);
        return await lake.Host.Statements.RunAsync(StatementReader.Read(sql), CancellationToken.None);
    }

    private Task<TarnException> FailAsync(string sql, StatementIsolation isolation) =>
        Assert.ThrowsAnyAsync<TarnException>(() => RunAsync(sql, isolation));

    private async Task<List<object?[]>> RowsAsync(string sql) =>
        (await IsolatedLake.ReadAsync(lake.InProcess, sql, SqlDialect.Athena)).Rows;

    private static int? PositionOf(TarnException exception) => exception switch
    {
        EngineException engine => engine.Position,
        StatementException statement => statement.Position,
        _ => null,
    };
}
