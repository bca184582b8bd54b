using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Queries;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Statements;

/// <summary>Statements that write the rows of a query to files of a bucket.</summary>
public sealed class WriteStatementTests : IDisposable
{
    private readonly LakeRig _lake = new("zones: {raw: , staging: , curated: }");

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_table_is_made_of_a_query_and_filled_further()
    {
        await _lake.ExecuteAsync(
            "CREATE TABLE curated.t COMMENT 'made' WITH (format = 'PARQUET', write_compression = 'ZSTD')"
            + " AS SELECT 1 AS Id, 'a' AS name, DECIMAL '1.50' AS price;");

        await _lake.ExecuteAsync("INSERT INTO curated.t SELECT 2, 'b', 2");
        await _lake.ExecuteAsync("INSERT INTO curated.t (name, id) VALUES ('c', 3)");
        await _lake.ExecuteAsync("INSERT INTO curated.t (name, id) (VALUES ('d', 4))");

        Assert.Equal(
            ["1|a|1.50", "2|b|2.00", "3|c|null", "4|d|null"],
            await _lake.QueryAsync("SELECT id, name, price FROM curated.t ORDER BY id"));
        Assert.Equal(
            ["id|int|", "name|string|", "price|decimal(3,2)|"], await _lake.ExecuteAsync("DESCRIBE curated.t"));
        Assert.Equal(4, Files("curated/t").Length);
        Assert.Empty(await _lake.ExecuteAsync("CREATE TABLE IF NOT EXISTS curated.t AS SELECT 9 AS x"));
    }

    [Fact]
    public async Task A_query_that_fails_leaves_nothing()
    {
        await Assert.ThrowsAnyAsync<TarnException>(
            () => _lake.ExecuteAsync("CREATE TABLE curated.t AS SELECT CAST('x' || range AS int) AS n FROM range(5)"));

        Assert.Empty(Files("curated"));
        Assert.Empty(await _lake.ExecuteAsync("SHOW TABLES IN curated"));
    }

    [Theory]
    [InlineData("CREATE TABLE curated.t AS SELECT n + AS n", 37)]
    [InlineData("INSERT INTO curated.none SELECT 1", 12)]
    [InlineData("UNLOAD (SELECT * FROM raw.none) TO 's3://raw/x/' WITH (format = 'CSV')", 22)]
    [InlineData("UNLOAD (SELECT 1) TO 's3://raw/x/' WITH (format = 'ORC')", 40)]
    [InlineData("CREATE TABLE curated.t WITH (partitioned_by = 'k') AS SELECT 1 AS k", 13)]
    [InlineData("CREATE TABLE curated.t WITH (partitioned_by = ARRAY['k']) AS SELECT none AS a, 1 AS k", 68)]
    [InlineData("CREATE TABLE curated.t WITH (bucketed_by = ARRAY['k']) AS SELECT 1 AS k", 29)]
    public async Task Errors_have_their_place_in_the_statement(string sql, int position)
    {
        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => _lake.ExecuteAsync(sql));

        int? found = exception is StatementException refused ? refused.Position : ((EngineException)exception).Position;
        Assert.Equal(position, found);
    }

    [Fact]
    public async Task An_insert_needs_a_value_for_each_column_it_names()
    {
        await _lake.ExecuteAsync("CREATE TABLE curated.t AS SELECT 1 AS a, 2 AS b");

        StatementException few = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("INSERT INTO curated.t SELECT 1"));
        StatementException unknown = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("INSERT INTO curated.t (a, c) SELECT 1, 2"));

        Assert.Contains("TYPE_MISMATCH: 2 columns", few.Message, StringComparison.Ordinal);
        Assert.Contains("COLUMN_NOT_FOUND", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format = 'PARQUET'", "STORED AS PARQUET")]
    [InlineData("format = 'JSON', compression = 'zstd'", "STORED AS JSON")]
    [InlineData("format = 'TEXTFILE'", "")]
    [InlineData("format = 'TEXTFILE', field_delimiter = '|'", "ROW FORMAT DELIMITED FIELDS TERMINATED BY '|'")]
    [InlineData("format = 'CSV'", "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'")]
    public async Task What_was_unloaded_can_be_read_as_a_table(string options, string clauses)
    {
        const string query = "SELECT 1 AS n, 'a b' AS s UNION ALL SELECT 2, NULL";
        Assert.Equal(["2"], await _lake.ExecuteAsync($"UNLOAD ({query}) TO 's3://raw/out/' WITH ({options})"));

        await _lake.ExecuteAsync($"CREATE EXTERNAL TABLE raw.o (n int, s string) {clauses} LOCATION 's3://raw/out/'");

        Assert.Equal(["1|a b", "2|null"], await _lake.QueryAsync("SELECT n, s FROM raw.o ORDER BY n"));
        StatementException twice = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync($"UNLOAD ({query}) TO 's3://raw/out' WITH ({options})"));
        Assert.Contains("HIVE_PATH_ALREADY_EXISTS", twice.Message, StringComparison.Ordinal);
    }

    private string[] Files(string bucketAndPrefix)
    {
        string directory = Path.Combine(_lake.Directory, "data", bucketAndPrefix);
        return Directory.Exists(directory) ? Directory.GetFiles(directory, "*", SearchOption.AllDirectories) : [];
    }
}
