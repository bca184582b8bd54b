using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Queries;
using Tarn.Queries.Limits;
using Xunit;

namespace Tarn.Tests.Queries.Limits;

public sealed class QueryLimitsTests(LimitsLake lake) : IClassFixture<LimitsLake>
{
    private const string Distinct = "SELECT DISTINCT md5(CAST(i AS varchar)) FROM range(5000000) t(i)";

    public static TheoryData<string, string, SqlDialect> Hungry()
    {
        (string Sql, string Code)[] cases =
        [
            ("SELECT length(repeat('a', 2000000000)) + 1", ErrorCodes.QueryFailed),
            ("SELECT len(range(2000000000)) + 1", ErrorCodes.QueryFailed),
            ("SELECT lpad('a', 2000000000, 'b')", ErrorCodes.QueryFailed),
            ("SELECT printf('%2000000000d', 1)", ErrorCodes.QueryFailed),
            ("SELECT bitstring('1', 2000000000)", ErrorCodes.QueryFailed),
            ("SELECT count(repeat('a', 90000000 + i)) FROM range(2000) t(i)", ErrorCodes.QueryFailed),
            ("SELECT sum(hash(a.i + b.i)) FROM range(100000) a(i), range(100000) b(i)", ErrorCodes.TimeLimit),
            ("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t",
                ErrorCodes.TimeLimit),
            ("SELECT len(list(i)) FROM range(300000000) t(i)", ErrorCodes.OutOfMemory),
        ];
        TheoryData<string, string, SqlDialect> data = [];
        foreach ((string sql, string code) in cases)
        {
            data.Add(sql, code, SqlDialect.Athena);
            data.Add(sql, code, SqlDialect.DuckDb);
        }

        return data;
    }

    /// <summary>The statement beside it is halfway through its rows, and gets the rest of them.</summary>
    [Theory]
    [MemberData(nameof(Hungry))]
    public async Task A_statement_that_takes_too_much_ends_alone(string sql, string code, SqlDialect dialect)
    {
        QueryRunner queries = lake.Queries.Within(new QueryLimits { TimeMax = TimeSpan.FromSeconds(1) }).In(dialect);
        await using QueryExecution other = await RunAsync(lake.Queries, "SELECT i FROM range(100000) t(i)");
        await using IAsyncEnumerator<RowBatch> batches =
            other.Rows.ReadBatchesAsync(CancellationToken.None)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await batches.MoveNextAsync());
        long rows = batches.Current.RowCount;

        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => CountAsync(queries, sql));

        Assert.Contains(exception.Code, new[] { code, ErrorCodes.TimeLimit });
        while (await batches.MoveNextAsync())
        {
            rows += batches.Current.RowCount;
        }

        Assert.Equal(100_000, rows);
        Assert.Equal(1, await CountAsync(queries, "SELECT 1"));
    }

    public static TheoryData<string, string> TooLarge() => new()
    {
        { "SELECT " + new string('(', 100_000) + "1" + new string(')', 100_000), "deep" },
        { "SELECT " + new string('[', 100_000) + "1" + new string(']', 100_000), "deep" },
        { "SELECT 1" + string.Concat(Enumerable.Repeat(" UNION ALL SELECT 1", 20_000)), "deep" },
        { "SELECT '" + new string('x', 10_000_000) + "'", "10,000,009 bytes" },
        { "SELECT 1 IN (" + string.Join(',', Enumerable.Range(0, 1_000_000)) + ")", "bytes" },
    };

    [Theory]
    [MemberData(nameof(TooLarge), DisableDiscoveryEnumeration = true)]
    public async Task A_text_that_is_too_large_is_not_parsed(string sql, string found)
    {
        foreach (SqlDialect dialect in Enum.GetValues<SqlDialect>())
        {
            StatementException exception = await Assert.ThrowsAsync<StatementException>(
                () => CountAsync(lake.Queries.In(dialect), sql));

            Assert.Equal(ErrorCodes.StatementTooLarge, exception.Code);
            Assert.Contains(found, exception.Message, StringComparison.Ordinal);
            Assert.Contains("engine.limits.", exception.Hint, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("SELECT TRY(repeat('a', 3)), TRY(lpad('a', 3, 'b'))")]
    [InlineData("SELECT TRY(sequence(1, 3)), len(range(5))")]
    [InlineData("SELECT printf('Order 2000000000: %20s of 100%%', 'a'), bitstring('1', 4)")]
    public async Task Functions_that_can_grow_stay_usable_where_errors_become_null(string sql) =>
        Assert.Equal(1, await CountAsync(lake.Queries, sql));

    [Fact]
    public async Task Chains_that_no_bracket_shows_are_refused_by_the_engine()
    {
        string[] chains =
        [
            "SELECT " + string.Concat(Enumerable.Repeat("NOT ", 50_000)) + "true",
            "SELECT 1" + string.Concat(Enumerable.Repeat("+1", 20_000)),
            "SELECT " + string.Concat(Enumerable.Repeat("CASE WHEN ", 20_000)) + "true",
        ];
        foreach (string sql in chains)
        {
            foreach (SqlDialect dialect in Enum.GetValues<SqlDialect>())
            {
                await Assert.ThrowsAnyAsync<TarnException>(() => CountAsync(lake.Queries.In(dialect), sql));
            }
        }
    }

    [Theory]
    [InlineData("SELECT ((1)), [[2]] UNION SELECT 1, [[1]]", 3, null)]
    [InlineData("SELECT ((1))", 1, 8)]
    [InlineData("SELECT '((((' -- ((((", 1, null)]
    [InlineData("SELECT (1) + (2) + (3)", 1, null)]
    [InlineData("SELECT 1 UNION SELECT 2 EXCEPT SELECT 3", 1, 24)]
    [InlineData(")))((", 1, 4)]
    public async Task Depth_is_that_of_brackets_and_set_operations(string sql, int depthMax, int? position)
    {
        QueryRunner queries = lake.Queries.Within(new QueryLimits { DepthMax = depthMax });

        Exception? exception = await Record.ExceptionAsync(() => CountAsync(queries, sql));

        Assert.Equal(position, (exception as StatementException)?.Position);
    }

    [Fact]
    public async Task Rows_beyond_the_limit_are_an_error_and_as_many_as_allowed_are_none()
    {
        QueryRunner queries = lake.Queries.Within(new QueryLimits { RowsMax = 5000 });
        string path = Path.Combine(lake.Directory, "out.parquet");

        Assert.Equal(5000, await CountAsync(queries, "SELECT i FROM range(5000) t(i)"));
        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => CountAsync(queries, "SELECT i FROM range(5001) t(i)"));
        TarnException written = await Assert.ThrowsAsync<TarnException>(
            () => WriteAsync(queries, "SELECT i FROM range(1000000) t(i)", path));

        Assert.Equal((ErrorCodes.RowLimit, ErrorCodes.RowLimit), (exception.Code, written.Code));
        Assert.Contains("5,000", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
        Assert.Equal(5000, (await WriteAsync(queries, "SELECT i FROM range(5000) t(i)", path)).Rows);
    }

    [Theory]
    [InlineData("SELECT printf('%*d', 2000000000, 1)")]
    [InlineData("SELECT printf('%.2000000000f', 1.0)")]
    [InlineData("SELECT format('{:2000000000}', 1)")]
    [InlineData("SELECT format('{:{}}', 1, 2000000000)")]
    public async Task Wide_formats_are_refused_before_anything_is_formatted(string sql)
    {
        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(
            () => CountAsync(lake.Queries.In(SqlDialect.DuckDb), sql));

        Assert.Contains("is too long", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT format('{:>6}|{{:2000000000}}|{}', 'a', 1)", "     a|{:2000000000}|1")]
    [InlineData("SELECT printf('%05d 2000000000', 7)", "00007 2000000000")]
    public async Task Other_formats_are_as_they_were(string sql, string expected)
    {
        await using QueryExecution query = await RunAsync(lake.Queries.In(SqlDialect.DuckDb), sql);
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal(expected, batch.Columns[0].GetString(0));
        }
    }

    [Fact]
    public async Task Memory_is_limited_for_a_statement_alone_and_the_one_beside_it_goes_on()
    {
        QueryRunner queries = lake.Queries.Within(new QueryLimits { MemoryBytesMax = 100_000_000 });
        await using QueryExecution other = await RunAsync(lake.Queries, Distinct);

        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => CountAsync(queries, "SELECT len(list(i)) FROM range(100000000) t(i)"));
        long rows = await CountAsync(other);

        Assert.Equal(ErrorCodes.MemoryLimit, exception.Code);
        Assert.Contains("100,000,000 bytes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("engine.limits.memory", exception.Hint, StringComparison.Ordinal);
        Assert.Equal(5_000_000, rows);
    }

    /// <summary>Five million groups of 40 bytes and more.</summary>
    [Fact]
    public async Task A_statement_within_little_memory_spills_and_leaves_nothing_behind()
    {
        QueryRunner queries = lake.Queries.Within(new QueryLimits { MemoryBytesMax = 150_000_000 });

        Assert.Equal(5_000_000, await CountAsync(queries, Distinct));
        Assert.Equal(10_000, await CountAsync(queries, "SELECT h FROM staging.days WHERE day = 1"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(
            Path.Combine(lake.Directory, ".tarn", "scratch"), "spilled", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Files_larger_than_allowed_are_not_read_unless_pruning_leaves_them_out()
    {
        QueryRunner queries = lake.Queries.Within(new QueryLimits { ScannedBytesMax = lake.PartitionBytesMax });

        Assert.Equal(1, await CountAsync(queries, "SELECT sum(h) FROM staging.days WHERE day = 1"));
        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => CountAsync(queries, "SELECT sum(h) FROM staging.days"));

        Assert.Equal(ErrorCodes.ScanLimit, exception.Code);
        Assert.Contains("engine.limits.scanned", exception.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_goes_on_while_rows_are_read()
    {
        QueryRunner queries = lake.Queries.Within(new QueryLimits { TimeMax = TimeSpan.FromMilliseconds(500) });

        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => CountAsync(queries, "SELECT a.i, b.i FROM range(1000000) a(i), range(1000000) b(i)"));

        Assert.Equal(ErrorCodes.TimeLimit, exception.Code);
        Assert.Contains("0.5s", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_that_its_caller_ends_was_not_too_slow()
    {
        using CancellationTokenSource cancellation = new();
        await using QueryExecution query = await RunAsync(lake.Queries, "SELECT i FROM range(1000000) t(i)");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(cancellation.Token))
            {
                Assert.NotEqual(0, batch.RowCount);
            }
        });
    }

    [Fact]
    public void Limits_stand_in_lake_yaml() => Assert.Equal(
        new QueryLimits
        {
            TimeMax = TimeSpan.FromMinutes(10),
            RowsMax = 1_000_000,
            MemoryBytesMax = 400_000_000,
            ScannedBytesMax = 10_000_000_000,
            TextBytesMax = 2_000_000,
            DepthMax = 100,
        },
        lake.Defined);

    private static Task<QueryExecution> RunAsync(QueryRunner queries, string sql) =>
        queries.RunAsync(sql, new Dictionary<string, object?>(), CancellationToken.None);

    private static Task<WrittenResult> WriteAsync(QueryRunner queries, string sql, string path) =>
        queries.WriteParquetAsync(sql, new Dictionary<string, object?>(), null, path, CancellationToken.None);

    private static async Task<long> CountAsync(QueryRunner queries, string sql)
    {
        await using QueryExecution query = await RunAsync(queries, sql);
        return await CountAsync(query);
    }

    private static async Task<long> CountAsync(QueryExecution query)
    {
        long rows = 0;
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(CancellationToken.None))
        {
            rows += batch.RowCount;
        }

        return rows;
    }
}
