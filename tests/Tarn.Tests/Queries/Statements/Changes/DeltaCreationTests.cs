using Tarn.Common;
using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Queries.Statements.Changes;

/// <summary>CREATE TABLE AS that makes Delta tables.</summary>
public sealed class DeltaCreationTests : IDisposable
{
    private readonly ChangeLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_table_is_made_and_can_be_changed()
    {
        await _lake.Lake.ExecuteAsync(
            "CREATE TABLE curated.t COMMENT 'made' WITH (table_type = 'DELTA', partitioned_by = ARRAY['Day']) AS "
            + "SELECT CAST(id AS integer) AS Id, DECIMAL '1.5' AS price, DATE '2024-01-31' AS day "
            + "FROM UNNEST(sequence(1, 3)) AS s(id)");

        Assert.Equal(1, await _lake.ChangeAsync("DELETE FROM curated.t WHERE id = 2"));
        Assert.Equal(1, await _lake.ChangeAsync("INSERT INTO curated.t VALUES (4, 2, NULL)"));

        Assert.Equal(
            ["1|1.5|2024-01-31", "3|1.5|2024-01-31", "4|2.0|null"],
            await _lake.RowsAsync("id, price, CAST(day AS varchar) AS day"));
        TableSnapshot table = await _lake.LoadAsync();
        Assert.Equal(["day"], table.PartitionColumns);
        Assert.Equal(["INTEGER", "DECIMAL(2,1)", "DATE"], table.Fields.Select(field => field.EngineType));
        Assert.Empty(await _lake.Lake.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS curated.t WITH (table_type = 'DELTA') AS SELECT 1 AS x"));
    }

    [Fact]
    public async Task A_query_without_rows_makes_an_empty_table()
    {
        await _lake.Lake.ExecuteAsync(
            "CREATE TABLE curated.t WITH (table_type = 'delta', external_location = 's3://raw/made/') AS "
            + "SELECT 1 AS id WHERE false");

        Assert.Empty(await _lake.RowsAsync());
        Assert.Equal(1, await _lake.ChangeAsync("INSERT INTO curated.t SELECT 5"));
    }

    [Theory]
    [InlineData("CREATE TABLE curated.t WITH (table_type = 'DELTA') AS SELECT nn AS n", 61)]
    [InlineData("CREATE TABLE curated.t WITH (table_type = 'DELTA') AS SELECT CAST('x' AS date) AS n", 61)]
    [InlineData("CREATE TABLE curated.t WITH (table_type = 'ICEBERG') AS SELECT 1 AS n", 28)]
    public async Task A_query_that_fails_leaves_nothing(string sql, int position)
    {
        (TarnException _, int found) = await _lake.FailAsync(sql);

        Assert.Equal(position, found);
        Assert.Empty(await _lake.Lake.ExecuteAsync("SHOW TABLES IN curated"));
        Assert.False(Directory.Exists(Path.Combine(_lake.Lake.Directory, "data", "curated", "t")));
    }
}
