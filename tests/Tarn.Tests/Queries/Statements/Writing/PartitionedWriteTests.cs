using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Queries;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Statements.Writing;

/// <summary>Rows of queries in tables and directories with partitions.</summary>
public sealed class PartitionedWriteTests : IDisposable
{
    private const string Cities =
        "SELECT * FROM (VALUES (1, 'São Paulo', 10), (2, 'a/b=c%', 11), (3, NULL, 10), (4, '', 10)) c(id, city, day)";

    private readonly LakeRig _lake = new("zones: {raw: , staging: , curated: }");

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("PARQUET", "")]
    [InlineData("JSON", "")]
    [InlineData("TEXTFILE", ", field_delimiter = '|', write_compression = 'NONE'")]
    public async Task A_table_of_a_query_has_its_partitions_in_the_directories_of_hive(string format, string options)
    {
        await _lake.ExecuteAsync(
            $"CREATE TABLE curated.t WITH (format = '{format}', partitioned_by = ARRAY['city', 'day']{options})"
            + $" AS {Cities}");

        Assert.Equal(
            ["1|São Paulo|10", "2|a/b=c%|11", "3|null|10", "4|null|10"],
            await _lake.QueryAsync("SELECT id, city, day FROM curated.t ORDER BY id"));
        Assert.Equal(
            ["city=São Paulo/day=10", "city=__HIVE_DEFAULT_PARTITION__/day=10", "city=a%2Fb%3Dc%25/day=11"],
            (await _lake.ExecuteAsync("SHOW PARTITIONS curated.t")).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["city=São Paulo/day=10", "city=__HIVE_DEFAULT_PARTITION__/day=10", "city=a%2Fb%3Dc%25/day=11"],
            Directories("curated/t"));
        Assert.Equal(["1"], await _lake.QueryAsync("SELECT id FROM curated.t WHERE city = 'São Paulo'"));
    }

    [Theory]
    [InlineData("ARRAY['day', 'city']", "HIVE_COLUMN_ORDER_MISMATCH")]
    [InlineData("ARRAY['id']", "HIVE_COLUMN_ORDER_MISMATCH")]
    [InlineData("ARRAY['none']", "COLUMN_NOT_FOUND")]
    [InlineData("ARRAY['id', 'city', 'day']", "only partition columns")]
    public async Task Partition_columns_must_be_the_last(string columns, string message)
    {
        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => _lake.ExecuteAsync(
            $"CREATE TABLE curated.t WITH (partitioned_by = {columns}) AS {Cities}"));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Empty(await _lake.ExecuteAsync("SHOW TABLES IN curated"));
    }

    [Theory]
    [InlineData("bucketed_by = ARRAY['id'], bucket_count = 4", "bucketed_by")]
    [InlineData("format = 'ORC'", "ORC")]
    [InlineData("format = 'AVRO'", "AVRO")]
    [InlineData("table_type = 'ICEBERG'", "ICEBERG")]
    public async Task What_is_not_written_is_refused_by_name(string options, string name)
    {
        StatementException exception = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync($"CREATE TABLE curated.t WITH ({options}) AS SELECT 1 AS id"));

        Assert.StartsWith("NOT_SUPPORTED: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.Hint);
    }

    [Fact]
    public async Task Rows_go_to_partitions_that_are_there_and_to_new_ones()
    {
        await _lake.ExecuteAsync(
            "CREATE EXTERNAL TABLE raw.t (id int, name string) PARTITIONED BY (day date, hour int)"
            + " STORED AS PARQUET LOCATION 's3://raw/t/'");
        await _lake.ExecuteAsync(
            "ALTER TABLE raw.t ADD PARTITION (day = '2024-01-31', hour = '07') LOCATION 's3://raw/elsewhere/'");

        Assert.Equal(["3"], await _lake.ExecuteAsync(
            "INSERT INTO raw.t SELECT 1, 'a', DATE '2024-01-31', 7 UNION ALL SELECT 2, 'b', DATE '2024-02-01', 8"
            + " UNION ALL SELECT 3, NULL, DATE '2024-02-01', NULL"));
        Assert.Equal(["1"], await _lake.ExecuteAsync(
            "INSERT INTO raw.t (hour, id, day) VALUES (8, 4, DATE '2024-02-01')"));

        Assert.Equal(
            ["1|a|7", "2|b|8", "3|null|null", "4|null|8"],
            await _lake.QueryAsync("SELECT id, name, hour FROM raw.t ORDER BY id"));
        Assert.Equal(
            ["day=2024-01-31/hour=07", "day=2024-02-01/hour=8", "day=2024-02-01/hour=__HIVE_DEFAULT_PARTITION__"],
            (await _lake.ExecuteAsync("SHOW PARTITIONS raw.t")).Order(StringComparer.Ordinal));
        Assert.Single(Files("raw/elsewhere"));
        Assert.Equal(3, Files("raw/t").Length);
    }

    [Fact]
    public async Task Rows_go_where_the_projection_of_a_table_looks()
    {
        await _lake.ExecuteAsync(
            "CREATE EXTERNAL TABLE raw.t (id int) PARTITIONED BY (day string, shard int) STORED AS JSON"
            + " LOCATION 's3://raw/t/' TBLPROPERTIES ('projection.enabled' = 'true',"
            + " 'projection.day.type' = 'date', 'projection.day.format' = 'yyyy/MM/dd',"
            + " 'projection.day.range' = '2024/01/01,2024/12/31', 'projection.shard.type' = 'integer',"
            + " 'projection.shard.range' = '1,12', 'projection.shard.digits' = '2',"
            + " 'storage.location.template' = 's3://raw/t/${day}/s${shard}')");

        await _lake.ExecuteAsync("INSERT INTO raw.t VALUES (1, '2024/02/01', 3), (2, '2024/02/02', 12)");

        Assert.Equal(
            ["1|2024/02/01|3", "2|2024/02/02|12"], await _lake.QueryAsync("SELECT * FROM raw.t ORDER BY id"));
        Assert.Equal(["2024/02/01/s03", "2024/02/02/s12"], Directories("raw/t"));
        TarnException outside = await Assert.ThrowsAnyAsync<TarnException>(
            () => _lake.ExecuteAsync("INSERT INTO raw.t VALUES (3, '2024/02/01', 1), (4, '2025/02/01', 3)"));
        Assert.Contains(
            "does not project the partition day=2025%2F02%2F01/shard=3", outside.Message, StringComparison.Ordinal);
        Assert.Equal(2, Files("raw/t").Length);
    }

    [Fact]
    public async Task Files_that_no_partition_names_are_in_the_way_of_a_new_one()
    {
        await _lake.ExecuteAsync(
            "CREATE EXTERNAL TABLE raw.t (id int) PARTITIONED BY (k int) STORED AS JSON LOCATION 's3://raw/t/'");
        _lake.Write("data/raw/t/k=1/left.json", "{\"id\": 9}\n");

        StatementException exception = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("INSERT INTO raw.t VALUES (2, 2), (1, 1)"));

        Assert.Contains("HIVE_PATH_ALREADY_EXISTS", exception.Message, StringComparison.Ordinal);
        Assert.Single(Files("raw/t"));
        Assert.Empty(await _lake.ExecuteAsync("SHOW PARTITIONS raw.t"));
    }

    [Fact]
    public async Task Files_are_named_so_that_the_table_takes_them_for_its_own()
    {
        await CreateAsync("raw.t", suffixes: [".rows.gz"], exclusions: []);
        await CreateAsync("raw.u", suffixes: [], exclusions: ["**"]);

        await _lake.ExecuteAsync("INSERT INTO raw.t VALUES (1)");
        StatementException exception = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("INSERT INTO raw.u VALUES (1)"));

        Assert.Equal(["1"], await _lake.QueryAsync("SELECT id FROM raw.t"));
        Assert.EndsWith(".rows.gz", Assert.Single(Files("raw")), StringComparison.Ordinal);
        Assert.Contains("would not be read", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_the_catalog_does_not_take_leaves_no_files()
    {
        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => _lake.ExecuteAsync(
            "CREATE TABLE curated.t WITH (partitioned_by = ARRAY['k']) AS SELECT 1 AS \" \", 2 AS k"));

        Assert.Equal(ErrorCodes.BadEntry, exception.Code);
        Assert.Empty(Files("curated"));
        Assert.Empty(await _lake.ExecuteAsync("SHOW TABLES IN curated"));
    }

    [Theory]
    [InlineData("PARQUET", "STORED AS PARQUET")]
    [InlineData("TEXTFILE", "")]
    public async Task Rows_are_unloaded_into_directories_that_a_table_finds(string format, string clauses)
    {
        Assert.Equal(["4"], await _lake.ExecuteAsync(
            $"UNLOAD ({Cities}) TO 's3://raw/out' WITH (format = '{format}', partitioned_by = ARRAY['city', 'day'])"));
        await _lake.ExecuteAsync(
            "CREATE EXTERNAL TABLE raw.o (id int) PARTITIONED BY (city string, day int)"
            + $" {clauses} LOCATION 's3://raw/out/'");

        await _lake.ExecuteAsync("MSCK REPAIR TABLE raw.o");

        Assert.Equal(
            ["1|São Paulo|10", "2|a/b=c%|11", "3|null|10", "4|null|10"],
            await _lake.QueryAsync("SELECT * FROM raw.o ORDER BY id"));
    }

    private async Task CreateAsync(string name, string[] suffixes, string[] exclusions)
    {
        TableName table = TableName.Parse(name);
        using LakeHost host = await _lake.OpenAsync();
        using LakeLock owned = LakeLock.Acquire(host.StateDirectory);
        TableEntry entry = new()
        {
            Name = table,
            Kind = EntryKind.External,
            Columns = [new ColumnEntry("id", "int")],
            Storage = new StorageEntry
            {
                Bucket = table.Database,
                Prefix = table.Table + "/",
                Format = DataFormat.JsonLines,
                Suffixes = suffixes,
                Exclusions = exclusions,
            },
            CreatedAt = default,
            UpdatedAt = default,
        };
        await host.Entries.CreateAsync(entry, TestContext.Current.CancellationToken);
    }

    private string[] Directories(string bucketAndPrefix) =>
    [
        .. Files(bucketAndPrefix)
            .Select(file => Path.GetRelativePath(
                Path.Combine(_lake.Directory, "data", bucketAndPrefix), Path.GetDirectoryName(file)!))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private string[] Files(string bucketAndPrefix)
    {
        string directory = Path.Combine(_lake.Directory, "data", bucketAndPrefix);
        return Directory.Exists(directory) ? Directory.GetFiles(directory, "*", SearchOption.AllDirectories) : [];
    }
}
