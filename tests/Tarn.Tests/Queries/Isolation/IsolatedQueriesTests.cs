using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Queries;
using Tarn.Queries.Limits;
using Tarn.Queries.Scanning;
using Tarn.Tables;
using Tarn.Tests.Queries.Safety;
using Xunit;

namespace Tarn.Tests.Queries.Isolation;

/// <summary>Whoever runs statements does not notice where they run.</summary>
public sealed class IsolatedQueriesTests(IsolatedLake lake) : IClassFixture<IsolatedLake>
{
    [Theory]
    [InlineData("SELECT day, sum(n), max(h) FROM staging.days GROUP BY day ORDER BY day")]
    [InlineData("SELECT n FROM staging.days WHERE day = 1")]
    [InlineData("SELECT 1 AS a, NULL AS a, ARRAY[] AS c, 7 / 2 AS d, date_parse('2020', '%Y')")]
    [InlineData("SELECT table_name FROM system.tables ORDER BY 1")]
    [InlineData("SELECT a, b FROM raw.lines")]
    public async Task Answers_are_the_same(string sql)
    {
        var expected = await IsolatedLake.ReadAsync(lake.InProcess, sql, SqlDialect.Athena);
        var actual = await IsolatedLake.ReadAsync(lake.Isolated, sql, SqlDialect.Athena);

        Assert.Equal(expected.Columns, actual.Columns);
        Assert.Equal(expected.Rows.Count, actual.Rows.Count);
        Assert.All(
            expected.Rows.Zip(actual.Rows), pair => Assert.True(ValueEquality.AreEqual(pair.First, pair.Second)));
    }

    [Theory]
    [InlineData("SELECT 1,\n  nothere FROM staging.days")]
    [InlineData("SELECT * FROM staging.nothere")]
    [InlineData("SELECT ((1)")]
    [InlineData("SELECT getenv('HOME')")]
    [InlineData("SELECT CAST('x' AS bigint) FROM staging.days")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT 1 / 0")]
    public async Task Errors_are_the_same_with_their_places(string sql)
    {
        TarnException expected = await FailAsync(lake.InProcess, sql);
        TarnException actual = await FailAsync(lake.Isolated, sql);

        Assert.Equal(expected.GetType(), actual.GetType());
        Assert.Equal((expected.Code, expected.Message, expected.Hint), (actual.Code, actual.Message, actual.Hint));
        Assert.Equal((expected as EngineException)?.Position, (actual as EngineException)?.Position);
        Assert.Equal((expected as EngineException)?.Kind, (actual as EngineException)?.Kind);
        Assert.Equal((expected as StatementException)?.Position, (actual as StatementException)?.Position);
    }

    [Fact]
    public async Task What_was_read_and_what_is_missing_is_known()
    {
        await using QueryExecution execution = await lake.Isolated.Measuring().RunAsync(
            "SELECT max(h) FROM staging.days WHERE day = 1", None, CancellationToken.None);
        Assert.NotEmpty(await IsolatedLake.ReadAsync(execution));
        await using QueryExecution lines = await lake.Isolated.RunAsync(
            "SELECT a FROM raw.lines", None, CancellationToken.None);
        Assert.Equal(2, (await IsolatedLake.ReadAsync(lines)).Count);
        QueryOmissions omissions = await lines.OmissionsAsync(CancellationToken.None);

        ScannedTable scanned = Assert.Single(execution.Tables);
        Assert.Equal((2, 1), (scanned.FilesTotal, scanned.FilesRead));
        Assert.InRange(Assert.NotNull(execution.Statistics.BytesScanned), 0, scanned.BytesRead);
        Assert.Equal("raw/lines/1.csv", Assert.Single(omissions.Lines).File);
    }

    [Fact]
    public async Task Parameters_arrive_as_they_are()
    {
        EngineType list = EngineType.List(EngineType.Decimal(38, 2));
        Dictionary<string, object?> parameters = new()
        {
            ["huge"] = Int128.MinValue,
            ["number"] = -0.0,
            ["text"] = "a'b\n{c}",
            ["bytes"] = new byte[] { 0, 255, 65 },
            ["nothing"] = null,
            ["list"] = new TypedValue(new object?[] { 1.25m, null }, list),
        };
        const string sql = "SELECT $huge, $number, $text, $bytes, $nothing, $list, typeof($list), typeof($number)";
        await using QueryExecution expected = await lake.InProcess.In(SqlDialect.DuckDb)
            .RunAsync(sql, parameters, CancellationToken.None);
        await using QueryExecution actual = await lake.Isolated.In(SqlDialect.DuckDb)
            .RunAsync(sql, parameters, CancellationToken.None);

        object?[] expectedRow = Assert.Single(await IsolatedLake.ReadAsync(expected));
        object?[] actualRow = Assert.Single(await IsolatedLake.ReadAsync(actual));

        Assert.True(ValueEquality.AreEqual(expectedRow, actualRow), string.Join('|', actualRow));
        Assert.True(double.IsNegative((double)actualRow[1]!));
    }

    [Fact]
    public async Task Everything_that_takes_a_statement_is_isolated()
    {
        const string sql = "SELECT n FROM staging.days WHERE day = 1";
        string path = Path.Combine(lake.Rig.Directory, "out.parquet");

        WrittenResult written = await lake.Isolated.WriteParquetAsync(
            sql, None, asOf: null, path, CancellationToken.None);
        ScanEstimate estimated = Assert.Single(
            await lake.Isolated.EstimateAsync(sql, None, asOf: null, CancellationToken.None));
        QueryShape shape = await lake.Isolated.DescribeAsync(sql, CancellationToken.None);
        QueryShape expected = await lake.InProcess.DescribeAsync(sql, CancellationToken.None);
        await using QueryExecution first = await lake.Isolated.RunAsync(
            "SELECT count(*) FROM staging.days", None, new AsOf.Version(0), CancellationToken.None);

        Assert.Equal(10_000, written.Rows);
        Assert.True(File.Exists(path));
        Assert.Equal(1, estimated.FilesRead);
        Assert.Equal(expected.Columns, shape.Columns);
        Assert.Equal(expected.Inputs, shape.Inputs);
        Assert.Single(await IsolatedLake.ReadAsync(first));
    }

    [Fact]
    public async Task Rows_beyond_the_limit_are_an_error() => Assert.Equal(
        ErrorCodes.RowLimit,
        (await FailAsync(lake.Isolated.Within(new QueryLimits { RowsMax = 5 }), "SELECT n FROM staging.days")).Code);

    [Fact]
    public async Task Nobody_reaches_further_from_a_worker()
    {
        foreach (string attempt in EscapeAttempts.All)
        {
            string sql = attempt
                .Replace("{canary}", Path.Combine(lake.Rig.Directory, "lake.yaml"), StringComparison.Ordinal)
                .Replace("{folder}", lake.Rig.Directory, StringComparison.Ordinal);
            TarnException expected = await FailAsync(lake.InProcess, sql);
            TarnException actual = await FailAsync(lake.Isolated, sql);

            Assert.Equal((expected.Code, expected.Message), (actual.Code, actual.Message));
        }
    }

    private static IReadOnlyDictionary<string, object?> None { get; } = new Dictionary<string, object?>();

    private static Task<TarnException> FailAsync(QueryRunner queries, string sql) =>
        Assert.ThrowsAnyAsync<TarnException>(async () =>
        {
            await using QueryExecution execution = await queries.RunAsync(sql, None, CancellationToken.None);
            await IsolatedLake.ReadAsync(execution);
        });
}
