using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Queries;
using Tarn.Queries.Limits;
using Xunit;

namespace Tarn.Tests.Queries.Reuse;

public sealed class ResultReuseTests : IDisposable
{
    private const string Sum = "SELECT sum(id) FROM staging.numbers";

    private readonly ReuseLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task The_same_query_is_answered_by_another_process_until_its_table_changes()
    {
        await _lake.Lake.RunAsync();
        (object? first, bool isFirstReused) = await _lake.AskAsync(Sum);
        (object? second, bool isSecondReused) = await _lake.AskAsync(Sum);
        _lake.Drop("b", 100);
        await _lake.Lake.RunAsync();
        (object? third, bool isThirdReused) = await _lake.AskAsync(Sum);

        Assert.Equal((false, true, false), (isFirstReused, isSecondReused, isThirdReused));
        Assert.Equal(first, second);
        Assert.Equal(("6", "106"), ($"{first}", $"{third}"));
        Assert.True((await _lake.AskAsync(Sum)).IsReused);
    }

    [Fact]
    public async Task Files_in_place_count_by_size_and_content_tag()
    {
        const string sql = "SELECT sum(id) FROM raw.texts";
        await _lake.AskAsync(sql);
        Assert.True((await _lake.AskAsync(sql)).IsReused);
        _lake.Drop("a", 4, 5, 6);

        (object? value, bool isReused) = await _lake.AskAsync(sql);

        Assert.Equal(("15", false), ($"{value}", isReused));
    }

    [Fact]
    public async Task A_view_counts_by_its_text_and_what_it_reads()
    {
        const string sql = "SELECT count(*) FROM curated.small";
        await _lake.Lake.RunAsync();
        await _lake.AskAsync(sql);
        Assert.True((await _lake.AskAsync(sql)).IsReused);
        _lake.Lake.WriteModel("curated.small", "materialized: view", "SELECT id FROM staging.numbers WHERE id < 2");

        Assert.Equal((1L, false), await _lake.AskAsync(sql));

        _lake.Drop("b", 1);
        await _lake.Lake.RunAsync();
        Assert.Equal((2L, false), await _lake.AskAsync(sql));
    }

    [Fact]
    public async Task A_view_of_the_catalog_that_is_replaced_is_read_anew_by_the_same_process()
    {
        const string sql = "SELECT min(id) FROM staging.chosen";
        await _lake.Lake.RunAsync();
        await _lake.Lake.ExecuteAsync("CREATE VIEW staging.chosen AS SELECT id FROM staging.numbers");
        using LakeHost host = await _lake.Lake.OpenAsync();
        await ReuseLake.AskAsync(host, sql, []);
        Assert.Equal((1L, true), await ReuseLake.AskAsync(host, sql, []));
        await _lake.Lake.ExecuteAsync("CREATE OR REPLACE VIEW staging.chosen AS SELECT id FROM raw.texts");
        Assert.Equal((1L, false), await ReuseLake.AskAsync(host, sql, []));
        _lake.Drop("a", 7);

        Assert.Equal((7L, false), await ReuseLake.AskAsync(host, sql, []));
    }

    [Fact]
    public async Task Other_values_dialects_and_texts_are_other_queries()
    {
        using LakeHost host = await _lake.Lake.OpenAsync();
        const string sql = "SELECT 7 / $n";

        (object? value, bool isReused)[] asked =
        [
            await ReuseLake.AskAsync(host, sql, new() { ["n"] = 2L }),
            await ReuseLake.AskAsync(host, sql, new() { ["n"] = 2L }),
            await ReuseLake.AskAsync(host, sql, new() { ["n"] = 3L }),
            await ReuseLake.AskAsync(host, sql, new() { ["n"] = "2" }),
            await ReuseLake.AskAsync(host, sql + " ", new() { ["n"] = 2L }),
        ];

        Assert.Equal([false, true, false, false, false], asked.Select(one => one.isReused));
        Assert.Equal(asked[0].value, asked[1].value);
        await using QueryExecution other = await host.Reuse.RunAsync(
            host.Queries.In(SqlDialect.DuckDb),
            new QueryRequest(sql, new Dictionary<string, object?> { ["n"] = 2L }, AsOf: null),
            TimeSpan.FromHours(1),
            TestContext.Current.CancellationToken);
        Assert.Null(other.Statistics.ReusedFrom);
    }

    [Fact]
    public async Task A_result_that_is_too_old_is_made_again()
    {
        await _lake.AskAsync("SELECT 1");
        _lake.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.True((await _lake.AskAsync("SELECT 1")).IsReused);
        _lake.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.False((await _lake.AskAsync("SELECT 1")).IsReused);
        Assert.True((await _lake.AskAsync("SELECT 1")).IsReused);
    }

    [Fact]
    public async Task A_damaged_result_is_made_again()
    {
        Assert.False((await _lake.AskAsync("SELECT 'right'")).IsReused);
        string file = Assert.Single(Directory.GetFiles(_lake.ResultsDirectory, "*.duckdb"));
        byte[] content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        content[^100] ^= 1;
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(file, _lake.Clock.GetUtcNow().UtcDateTime);

        Assert.Equal(("right", false), await _lake.AskAsync("SELECT 'right'"));
        Assert.Equal(("right", true), await _lake.AskAsync("SELECT 'right'"));
    }

    [Theory]
    [InlineData("SELECT now()")]
    [InlineData("SELECT current_date")]
    [InlineData("SELECT current_timestamp")]
    [InlineData("SELECT random()")]
    [InlineData("SELECT rand(10)")]
    [InlineData("SELECT uuid()")]
    [InlineData("SELECT shuffle(ARRAY[1, 2])")]
    [InlineData("SELECT * FROM (SELECT localtimestamp)")]
    [InlineData("SELECT count(*) FROM raw.texts TABLESAMPLE 50 PERCENT")]
    [InlineData("SELECT count(*) FROM system.tables")]
    [InlineData("SELECT count(*) FROM staging.moving")]
    [InlineData("SELECT 1 AS a, 2 AS a")]
    public async Task What_may_give_other_rows_runs_each_time(string sql)
    {
        await _lake.Lake.ExecuteAsync("CREATE VIEW staging.moving AS SELECT id, random() AS r FROM raw.texts");
        await _lake.AskAsync(sql);

        Assert.False((await _lake.AskAsync(sql)).IsReused);
        Assert.False(Directory.Exists(_lake.ResultsDirectory));
    }

    [Fact]
    public async Task A_result_that_lacks_rows_is_not_given_to_others()
    {
        _lake.Lake.Write("data/raw/files/b.parquet", "this is no parquet file");
        const string sql = "SELECT count(id) FROM raw.files";
        using LakeHost host = await _lake.Lake.OpenAsync();
        for (int round = 0; round < 2; round++)
        {
            await using QueryExecution query = await host.Reuse.RunAsync(
                host.Queries,
                new QueryRequest(sql, new Dictionary<string, object?>(), AsOf: null),
                TimeSpan.FromHours(1),
                TestContext.Current.CancellationToken);

            QueryOmissions omissions = await query.OmissionsAsync(TestContext.Current.CancellationToken);
            Assert.Null(query.Statistics.ReusedFrom);
            Assert.Equal("files/b.parquet", Assert.Single(omissions.Files).Key);
        }
    }

    [Fact]
    public async Task Queries_that_come_at_the_same_time_run_once()
    {
        using LakeHost host = await _lake.Lake.OpenAsync();
        const string sql = "SELECT sum(hash(i)) FROM range(3000000) t(i)";

        (object? Value, bool IsReused)[] asked =
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReuseLake.AskAsync(host, sql, [])));

        Assert.Single(asked, one => !one.IsReused);
        Assert.Single(asked.Select(one => one.Value).Distinct());
        Assert.Single(Directory.GetFiles(_lake.ResultsDirectory, "*.duckdb"));
    }

    [Fact]
    public async Task Limits_of_rows_hold_for_stored_results_too()
    {
        using LakeHost host = await _lake.Lake.OpenAsync();
        const string sql = "SELECT i FROM range(3000) t(i)";
        Assert.False((await ReuseLake.AskAsync(host, sql, [])).IsReused);
        await using QueryExecution query = await host.Reuse.RunAsync(
            host.Queries.Within(new QueryLimits { RowsMax = 2999 }),
            new QueryRequest(sql, new Dictionary<string, object?>(), AsOf: null),
            TimeSpan.FromHours(1),
            TestContext.Current.CancellationToken);

        Assert.NotNull(query.Statistics.ReusedFrom);
        Assert.Equal(0, query.Statistics.BytesScanned);
        await Assert.ThrowsAsync<TarnException>(async () =>
        {
            await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(TestContext.Current.CancellationToken))
            {
                Assert.NotEqual(0, batch.RowCount);
            }
        });
    }

    [Fact]
    public async Task An_error_has_its_place_in_the_text_as_written()
    {
        using LakeHost host = await _lake.Lake.OpenAsync();

        EngineException exception = await Assert.ThrowsAsync<EngineException>(
            () => ReuseLake.AskAsync(host, "SELECT 1, nope FROM raw.texts", []));

        Assert.Equal(10, exception.Position);
    }
}
