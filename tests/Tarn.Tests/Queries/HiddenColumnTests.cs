using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Queries;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries;

/// <summary>Columns that say of which file a row is; no star has them.</summary>
public sealed class HiddenColumnTests : IAsyncLifetime
{
    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: hidden
            zones: {raw: , staging: , curated: }
            tables:
              raw.events:
                files: events/*.csv
                columns: {id: bigint, day: bigint}
            """,
    };

    public async ValueTask InitializeAsync()
    {
        _lake.Write("data/raw/events/a.csv", "id,day\n1,1\n2,2\n3,2\n");
        _lake.WriteModel("staging.events", "partition_by: [day]", "SELECT id, day FROM raw.events");
        await _lake.RunAsync();
        _lake.Write("data/raw/j/k=1/a b%.json", "{\"id\":1}\n{\"id\":2}\n");
        _lake.Write("data/raw/j/k=2/c.json", "{\"id\":3}\n");
        await _lake.ExecuteAsync(
            "CREATE EXTERNAL TABLE raw.j (id int) PARTITIONED BY (k int) STORED AS JSON LOCATION 's3://raw/j/'");
        await _lake.ExecuteAsync("MSCK REPAIR TABLE raw.j");
    }

    public ValueTask DisposeAsync()
    {
        _lake.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("SELECT \"$path\", count(*) FROM raw.j GROUP BY 1 ORDER BY 1",
        "s3://raw/j/k=1/a b%.json|2", "s3://raw/j/k=2/c.json|1")]
    [InlineData("SELECT id FROM raw.j WHERE \"$path\" LIKE '%/c.json'", "3")]
    [InlineData("SELECT DISTINCT \"$file_size\" FROM raw.j ORDER BY 1", "9", "18")]
    [InlineData("SELECT count(*) FROM raw.j WHERE \"$file_modified_time\" > TIMESTAMP '2020-01-01 00:00:00 UTC'", "3")]
    [InlineData("SELECT DISTINCT \"$partition\" FROM raw.j ORDER BY 1", "k=1", "k=2")]
    [InlineData("SELECT DISTINCT \"$partition\" FROM staging.events ORDER BY 1", "day=1", "day=2")]
    [InlineData("SELECT *, \"$PATH\" FROM raw.j WHERE k = 2", "3|2|s3://raw/j/k=2/c.json")]
    [InlineData("SELECT t.*, t.\"$path\" AS p FROM raw.j AS t WHERE k = 2", "3|2|s3://raw/j/k=2/c.json")]
    [InlineData("SELECT * EXCLUDE (k) FROM raw.j WHERE \"$path\" LIKE '%c.json'", "3")]
    [InlineData("SELECT * FROM (SELECT id, \"$path\" FROM raw.j) WHERE id = 3", "3|s3://raw/j/k=2/c.json")]
    [InlineData("WITH p AS (SELECT * FROM raw.j) SELECT p.*, j.\"$path\" FROM p JOIN raw.j j ON p.id = j.id"
        + " WHERE p.id = 3", "3|2|s3://raw/j/k=2/c.json")]
    [InlineData("SELECT count(*) FROM raw.j WHERE k = 9 AND \"$path\" IS NOT NULL", "0")]
    public async Task Rows_tell_the_file_that_they_are_from(string sql, params string[] rows) =>
        Assert.Equal(rows, await _lake.QueryAsync(sql));

    [Fact]
    public async Task Rows_of_managed_tables_do_so_too()
    {
        string[] paths = await _lake.QueryAsync(
            "SELECT \"$path\", count(*), max(\"$file_size\") > 100 FROM staging.events GROUP BY 1 ORDER BY 1");

        Assert.Equal(2, paths.Length);
        Assert.Matches(@"^s3://staging/events/day=1/[^/|]+\.parquet\|1\|True$", paths[0]);
        Assert.Matches(@"^s3://staging/events/day=2/[^/|]+\.parquet\|2\|True$", paths[1]);
        Assert.Equal(["1|1"], await _lake.QueryAsync("SELECT * FROM staging.events WHERE \"$path\" LIKE '%day=1/%'"));
        Assert.Equal(
            ["3"], await _lake.QueryAsync("SELECT count(\"$path\") FROM staging.events FOR VERSION AS OF 0"));
        Assert.Equal(
            ["0"], await _lake.QueryAsync("SELECT count(\"$path\") FROM staging.events WHERE day = 9"));
    }

    [Fact]
    public async Task Views_have_them_when_they_say_so()
    {
        await _lake.ExecuteAsync("CREATE VIEW raw.all_rows AS SELECT * FROM raw.j");
        await _lake.ExecuteAsync("CREATE VIEW raw.files AS SELECT DISTINCT \"$path\" AS file FROM raw.j");

        Assert.Equal(["2"], await _lake.QueryAsync("SELECT count(*) FROM raw.files"));
        Assert.Equal(
            ["3|2|s3://raw/j/k=2/c.json"],
            await _lake.QueryAsync(
                "SELECT a.*, j.\"$path\" FROM raw.all_rows a JOIN raw.j ON a.id = j.id WHERE a.id = 3"));
        await Assert.ThrowsAnyAsync<TarnException>(() => _lake.QueryAsync("SELECT \"$path\" FROM raw.all_rows"));
    }

    [Fact]
    public async Task Errors_keep_their_place_behind_a_star()
    {
        const string sql = "SELECT *, \"$path\", none FROM raw.j";

        EngineException exception = await Assert.ThrowsAsync<EngineException>(() => _lake.QueryAsync(sql));

        Assert.Equal(sql.IndexOf("none", StringComparison.Ordinal), exception.Position);
    }

    [Fact]
    public async Task A_natural_join_would_join_by_them_and_is_refused()
    {
        StatementException exception = await Assert.ThrowsAsync<StatementException>(
            () => _lake.QueryAsync("SELECT a.\"$path\" FROM raw.j a NATURAL JOIN raw.j b"));

        Assert.Contains("NATURAL JOIN", exception.Message, StringComparison.Ordinal);
    }
}
