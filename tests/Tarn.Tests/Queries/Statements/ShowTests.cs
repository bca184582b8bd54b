using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Queries;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Statements;

/// <summary>A lake with an entry by day, a view of the catalog and a model partitioned by day.</summary>
public sealed class ShowTests : IAsyncLifetime
{
    private readonly LakeRig _lake = new("zones: {raw: , staging: , curated: }");

    public async ValueTask InitializeAsync()
    {
        _lake.WriteModel(
            "staging.days", "materialized: table\npartition_by: [day]", "SELECT 1 AS n, DATE '2024-01-31' AS day");
        await _lake.RunAsync();
        using LakeHost host = await _lake.OpenAsync();
        await host.Entries.CreateAsync(Events(), CancellationToken.None);
        await host.Entries.Partitions(Events().Name).AddAsync(
            [new(["2024-02-01"], "events/day=2024-02-01/"), new(["2024-01-31"], "elsewhere/")], CancellationToken.None);
        await host.Entries.CreateAsync(
            Events() with
            {
                Name = TableName.Parse("raw.cities"),
                Kind = EntryKind.View,
                PartitionKeys = [],
                Columns = [new("city", "string")],
                Storage = null,
                ViewSql = "SELECT city FROM raw.events",
            },
            CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _lake.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("SHOW DATABASES", "curated,raw,staging")]
    [InlineData("SHOW SCHEMAS LIKE 's*|c.*'", "curated,staging")]
    [InlineData("SHOW TABLES", "raw.cities,raw.events,staging.days,staging.days__quarantine")]
    [InlineData("SHOW TABLES IN raw", "cities,events")]
    [InlineData("SHOW TABLES IN raw '*E*TS'", "events")]
    [InlineData("SHOW VIEWS", "raw.cities")]
    [InlineData("SHOW VIEWS FROM staging", "")]
    [InlineData("SHOW COLUMNS IN raw.events", "id,city,day")]
    [InlineData("SHOW COLUMNS FROM raw.cities", "city")]
    [InlineData("SHOW PARTITIONS raw.events", "day=2024-01-31,day=2024-02-01")]
    [InlineData("SHOW PARTITIONS staging.days", "day=2024-01-31")]
    [InlineData("SHOW TBLPROPERTIES raw.events", "EXTERNAL|TRUE,classification|json,comment|what happened")]
    [InlineData("SHOW TBLPROPERTIES raw.events('classification')", "classification|json")]
    [InlineData("SHOW CREATE VIEW raw.cities", "CREATE VIEW raw.cities AS,SELECT city FROM raw.events")]
    public async Task Show_lists_what_there_is(string sql, string expected) =>
        Assert.Equal(expected, string.Join(',', await _lake.ExecuteAsync(sql)));

    [Theory]
    [InlineData("raw.events", "id|bigint|,city|string|where,day|date|", "day|date|")]
    [InlineData("staging.days", "n|int|,day|date|", "day|date|")]
    public async Task Describe_repeats_the_partition_keys_below_the_columns(string table, string columns, string keys)
    {
        string[] rows = await _lake.ExecuteAsync($"DESCRIBE {table}");

        Assert.Equal(
            $"{columns},||,# Partition Information||,# col_name|data_type|comment,{keys}", string.Join(',', rows));
    }

    [Fact]
    public async Task Describe_formatted_says_where_the_files_are()
    {
        string[] rows = await _lake.ExecuteAsync("DESCRIBE FORMATTED raw.events");

        Assert.Contains("Location:|s3://raw/events/|", rows);
        Assert.Contains("SerDe Library:|org.openx.data.jsonserde.JsonSerDe|", rows);
        Assert.Contains("Table Parameter classification:|json|", rows);
    }

    [Fact]
    public async Task Show_create_table_is_laid_out_as_Athenas() => Assert.Equal(
        """
        CREATE EXTERNAL TABLE `raw`.`events`(
          `id` bigint,
          `city` string COMMENT 'where')
        COMMENT 'what happened'
        PARTITIONED BY (
          `day` date)
        ROW FORMAT SERDE
          'org.openx.data.jsonserde.JsonSerDe'
        WITH SERDEPROPERTIES (
          'mapping.city'='City')
        STORED AS INPUTFORMAT
          'org.apache.hadoop.mapred.TextInputFormat'
        OUTPUTFORMAT
          'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
        LOCATION
          's3://raw/events/'
        TBLPROPERTIES (
          'classification'='json')
        """.ReplaceLineEndings("\n"),
        string.Join('\n', await _lake.ExecuteAsync("SHOW CREATE TABLE raw.events")));

    [Theory]
    [InlineData("SHOW COLUMNS IN raw.evnts", ErrorCodes.UnknownTable, 16)]
    [InlineData("SHOW PARTITIONS raw.cities", ErrorCodes.StatementNotAllowed, 16)]
    [InlineData("SHOW CREATE TABLE raw.cities", ErrorCodes.StatementNotAllowed, 18)]
    [InlineData("SHOW TABLES IN rw", ErrorCodes.UnknownName, 0)]
    [InlineData("SHOW TBLPROPERTIES raw.events ('class')", ErrorCodes.UnknownName, 19)]
    public async Task What_is_not_there_is_an_error_at_its_name(string sql, string code, int position)
    {
        StatementException exception = await Assert.ThrowsAsync<StatementException>(() => _lake.ExecuteAsync(sql));

        Assert.Equal((code, position), (exception.Code, exception.Position));
    }

    private static TableEntry Events() => new()
    {
        Name = TableName.Parse("raw.events"),
        Kind = EntryKind.External,
        Description = "what happened",
        Columns =
        [
            new ColumnEntry("id", "bigint"),
            new ColumnEntry("city", "string") { Comment = "where", SourceName = "City" },
        ],
        PartitionKeys = [new ColumnEntry("day", "date")],
        Properties = new Dictionary<string, string> { ["classification"] = "json" },
        Storage = new StorageEntry { Bucket = "raw", Prefix = "events/", Format = DataFormat.JsonLines },
        CreatedAt = default,
        UpdatedAt = default,
    };
}
