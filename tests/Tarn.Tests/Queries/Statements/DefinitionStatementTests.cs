using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Queries;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Statements;

/// <summary>Statements that make, change and drop what the catalog has, over files in the lake's buckets.</summary>
public sealed class DefinitionStatementTests : IDisposable
{
    private const string Events = """
        CREATE EXTERNAL TABLE IF NOT EXISTS raw.events (
          id bigint COMMENT 'which',
          `City` string)
        COMMENT 'what happened'
        PARTITIONED BY (day date, hour int)
        ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t' ESCAPED BY '\\'
        STORED AS TEXTFILE
        LOCATION 's3://raw/events'
        TBLPROPERTIES ('skip.header.line.count'='1', 'owner'='o''neill')
        """;

    private readonly LakeRig _lake = new("zones: {raw: , staging: , curated: }");

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_header_is_skipped_and_columns_go_by_place()
    {
        _lake.Write("data/raw/events/day=2024-01-31/hour=7/a.tsv", "no\tplace\n1\tRome\n2\t\\N\n");
        await _lake.ExecuteAsync(Events);
        Assert.Empty(await _lake.QueryAsync("SELECT id FROM raw.events"));

        string[] repaired = await _lake.ExecuteAsync("MSCK REPAIR TABLE raw.events");

        Assert.Equal(
            [
                "Partitions not in metastore: events:day=2024-01-31/hour=7",
                "Repair: Added partition to metastore events:day=2024-01-31/hour=7",
            ],
            repaired);
        Assert.Empty(await _lake.ExecuteAsync("MSCK REPAIR TABLE raw.events"));
        Assert.Equal(
            ["1|Rome|7", "2|null|7"], await _lake.QueryAsync("SELECT id, city, hour FROM raw.events ORDER BY id"));
    }

    [Fact]
    public async Task What_show_create_table_prints_makes_the_same_table_again()
    {
        await _lake.ExecuteAsync(Events);
        TableEntry first = await GetAsync("raw.events");
        string text = string.Join('\n', await _lake.ExecuteAsync("SHOW CREATE TABLE raw.events"));
        await _lake.ExecuteAsync("DROP TABLE raw.events");

        await _lake.ExecuteAsync(text);

        TableEntry second = await GetAsync("raw.events");
        Assert.Equal(first.Columns.Select(column => (column.Name, column.Type, column.Comment)),
            second.Columns.Select(column => (column.Name, column.Type, column.Comment)));
        Assert.Equal(first.Storage!.Csv! with { NullValues = [] }, second.Storage!.Csv! with { NullValues = [] });
        Assert.Equal([@"\N"], second.Storage.Csv!.NullValues);
        Assert.Equal(("events/", "what happened"), (second.Storage.Prefix, second.Description));
        Assert.Equal("o'neill", second.Properties["owner"]);
    }

    [Theory]
    [InlineData("STORED AS PARQUET", DataFormat.Parquet)]
    [InlineData("STORED AS JSON", DataFormat.JsonLines)]
    [InlineData("ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'", DataFormat.JsonLines)]
    [InlineData("ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'", DataFormat.Csv)]
    [InlineData("", DataFormat.Csv)]
    [InlineData(
        "ROW FORMAT SERDE 'com.amazonaws.glue.serde.GrokSerDe' WITH SERDEPROPERTIES "
        + "('input.format'='%{NUMBER:a} %{NAME:b}', 'input.grokCustomPatterns'='NAME [a-z]+')",
        DataFormat.Grok)]
    public async Task Row_formats_are_formats_of_the_catalog(string clauses, DataFormat format)
    {
        await _lake.ExecuteAsync($"CREATE EXTERNAL TABLE raw.t (a int, b string) {clauses} LOCATION 's3://raw/t/'");

        Assert.Equal(format, (await GetAsync("raw.t")).Storage!.Format);
    }

    [Fact]
    public async Task Groups_of_a_regular_expression_are_columns()
    {
        _lake.Write("data/raw/logs/a.log", "[7] GET /x(1)\n[8] PUT /y(2)\n");
        await _lake.ExecuteAsync(
            """
            CREATE EXTERNAL TABLE raw.logs (n int, verb string, path string)
            ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'
            WITH SERDEPROPERTIES ("input.regex" = "\\[([0-9]+)\\] ((?:GET|PUT)) ([^ ]*)")
            LOCATION 's3://raw/logs/'
            """);

        Assert.Equal(
            ["7|GET|/x(1)", "8|PUT|/y(2)"], await _lake.QueryAsync("SELECT n, verb, path FROM raw.logs ORDER BY n"));
    }

    [Theory]
    [InlineData("STORED AS ORC", ErrorCodes.BadEntry, 22)]
    [InlineData("ROW FORMAT SERDE 'a.B'", ErrorCodes.BadEntry, 22)]
    [InlineData(
        "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe' WITH SERDEPROPERTIES ('input.regex'='(a(b))')",
        ErrorCodes.BadEntry, 22)]
    [InlineData("CLUSTERED BY (a) INTO 4 BUCKETS", ErrorCodes.SqlSyntax, 43)]
    public async Task What_cannot_be_read_is_refused_where_it_stands(string clauses, string code, int position)
    {
        StatementException exception = await Assert.ThrowsAsync<StatementException>(() => _lake.ExecuteAsync(
            $"CREATE EXTERNAL TABLE raw.t (a int, b int) {clauses} LOCATION 's3://raw/t/'"));

        Assert.Equal((code, position), (exception.Code, exception.Position));
    }

    [Fact]
    public async Task Partitions_are_added_and_dropped_by_their_values()
    {
        await _lake.ExecuteAsync(Events);
        await _lake.ExecuteAsync(
            """
            ALTER TABLE raw.events ADD
              PARTITION (day = '2024-02-01', hour = 07) LOCATION 's3://raw/other/place'
              PARTITION (hour = 8, day = DATE '2024-02-01')
            """);
        await _lake.ExecuteAsync(
            "ALTER TABLE raw.events ADD IF NOT EXISTS PARTITION (day = '2024-02-01', hour = 7)"
            + " PARTITION (day = '2024-02-02', hour = 7)");
        StatementException twice = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("ALTER TABLE raw.events ADD PARTITION (day = '2024-02-01', hour = 7)"));
        Assert.Equal(ErrorCodes.EntryExists, twice.Code);

        await _lake.ExecuteAsync("ALTER TABLE raw.events DROP PARTITION (hour = 7, day = '2024-02-01')");

        Assert.Equal(
            ["day=2024-02-01/hour=8", "day=2024-02-02/hour=7"],
            await _lake.ExecuteAsync("SHOW PARTITIONS raw.events"));
        await _lake.ExecuteAsync("ALTER TABLE raw.events DROP PARTITION (day = '2024-02-01')");
        Assert.Equal(["day=2024-02-02/hour=7"], await _lake.ExecuteAsync("SHOW PARTITIONS raw.events"));
        await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("ALTER TABLE raw.events DROP PARTITION (hour = 9)"));
        await _lake.ExecuteAsync("ALTER TABLE raw.events DROP IF EXISTS PARTITION (hour = 9)");
    }

    [Fact]
    public async Task Tables_are_altered_as_new_versions()
    {
        await _lake.ExecuteAsync(Events);

        await _lake.ExecuteAsync(
            "ALTER TABLE raw.events ADD COLUMNS (tags array<struct<a: int, b: string>>, x double)");
        await _lake.ExecuteAsync("ALTER TABLE raw.events SET TBLPROPERTIES ('skip.header.line.count'='0', 'a'='b')");
        await _lake.ExecuteAsync("ALTER TABLE raw.events SET LOCATION 's3://raw/moved/'");

        TableEntry entry = await GetAsync("raw.events");
        Assert.Equal(["bigint", "string", "array<struct<a:int,b:string>>", "double"],
            entry.Columns.Select(column => column.Type));
        Assert.Equal((4, "moved/", "b", "user"),
            (entry.Version, entry.Storage!.Prefix, entry.Properties["a"], entry.ChangedBy));
        Assert.False(entry.Storage.Csv!.HasHeader);
        await _lake.ExecuteAsync("ALTER TABLE raw.events REPLACE COLUMNS (id int)");
        Assert.Equal(["id", "day", "hour"], await _lake.ExecuteAsync("SHOW COLUMNS IN raw.events"));
    }

    [Fact]
    public async Task Views_are_checked_before_they_are_made()
    {
        await _lake.ExecuteAsync("CREATE VIEW curated.one AS SELECT 7 / 2 AS n, 'x' AS s;");
        Assert.Equal(["3|x"], await _lake.QueryAsync("SELECT * FROM curated.one"));
        await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("CREATE VIEW curated.one AS SELECT 1 AS n"));

        await _lake.ExecuteAsync("CREATE OR REPLACE VIEW curated.one AS SELECT 1.5E0 AS n");

        Assert.Equal(["n|double|"], await _lake.ExecuteAsync("DESCRIBE curated.one"));
        StatementException self = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("CREATE OR REPLACE VIEW curated.one AS SELECT * FROM curated.one"));
        Assert.Contains("would read itself", self.Message, StringComparison.Ordinal);
        StatementException unknown = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("CREATE VIEW curated.two AS SELECT * FROM curated.none"));
        Assert.Equal(41, unknown.Position);
        EngineException wrong = await Assert.ThrowsAnyAsync<EngineException>(
            () => _lake.ExecuteAsync("CREATE VIEW curated.two AS SELECT n + FROM curated.one"));
        Assert.True(wrong.Position > 27, $"{wrong.Position}");
    }

    [Theory]
    [InlineData("CREATE VIEW curated.v AS SELECT 1 AS n, upper('x')", 2)]
    [InlineData("CREATE TABLE curated.v AS SELECT * FROM (SELECT 1)", 1)]
    [InlineData("CREATE TABLE curated.v WITH (table_type = 'DELTA') AS SELECT t.*, 1 FROM (SELECT 1 a, 2 b) t", 3)]
    public async Task Columns_of_tables_and_views_have_names(string sql, int column)
    {
        StatementException exception = await Assert.ThrowsAsync<StatementException>(() => _lake.ExecuteAsync(sql));

        Assert.Equal($"MISSING_COLUMN_NAME: Column name not specified at position {column}", exception.Message);
        Assert.Equal(0, exception.Position);
        Assert.Empty(await _lake.ExecuteAsync("SHOW TABLES IN curated"));
    }

    [Fact]
    public async Task Columns_may_be_called_as_those_without_a_name_are()
    {
        await _lake.ExecuteAsync("CREATE TABLE curated.v AS SELECT 1 AS _col0, upper('x') AS _col1");

        Assert.Equal(["1|X"], await _lake.QueryAsync("SELECT _col0, _col1 FROM curated.v"));
    }

    [Fact]
    public async Task Databases_are_made_and_dropped()
    {
        await _lake.ExecuteAsync("CREATE DATABASE IF NOT EXISTS shop COMMENT 'sold' LOCATION 's3://raw/shop/'");
        await _lake.ExecuteAsync("CREATE SCHEMA IF NOT EXISTS shop");
        await _lake.ExecuteAsync("CREATE EXTERNAL TABLE shop.t (a int) STORED AS PARQUET LOCATION 's3://raw/t/'");
        Assert.Contains("shop", await _lake.ExecuteAsync("SHOW DATABASES"));
        TarnException full = await Assert.ThrowsAsync<TarnException>(
            () => _lake.ExecuteAsync("DROP DATABASE shop"));
        Assert.Equal(ErrorCodes.BadEntry, full.Code);

        await _lake.ExecuteAsync("DROP DATABASE shop CASCADE");

        Assert.DoesNotContain("shop", await _lake.ExecuteAsync("SHOW DATABASES"));
        await _lake.ExecuteAsync("DROP SCHEMA IF EXISTS shop");
        StatementException zone = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("DROP DATABASE raw"));
        Assert.Equal(ErrorCodes.StatementNotAllowed, zone.Code);
        StatementException none = await Assert.ThrowsAsync<StatementException>(() => _lake.ExecuteAsync(
            "CREATE EXTERNAL TABLE shop.t (a int) STORED AS PARQUET LOCATION 's3://raw/t/'"));
        Assert.Equal((ErrorCodes.UnknownName, 22), (none.Code, none.Position));
    }

    [Fact]
    public async Task Drop_takes_only_what_it_names()
    {
        _lake.WriteModel("staging.one", "materialized: view", "SELECT 1 AS n");
        await _lake.ExecuteAsync("CREATE VIEW curated.v AS SELECT 1 AS n");

        StatementException view = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("DROP TABLE curated.v"));
        StatementException model = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("DROP VIEW staging.one"));

        Assert.Contains("is a view", view.Message, StringComparison.Ordinal);
        Assert.Contains("made by a definition", model.Message, StringComparison.Ordinal);
        await _lake.ExecuteAsync("DROP VIEW curated.v");
        await _lake.ExecuteAsync("DROP TABLE IF EXISTS curated.v");
        StatementException gone = await Assert.ThrowsAsync<StatementException>(
            () => _lake.ExecuteAsync("DROP VIEW curated.v"));
        Assert.Equal((ErrorCodes.UnknownTable, 10), (gone.Code, gone.Position));
    }

    [Fact]
    public async Task A_Delta_table_is_made_known_without_columns()
    {
        _lake.WriteModel("staging.one", "materialized: table", "SELECT 1 AS n");
        await _lake.RunAsync();

        await _lake.ExecuteAsync(
            "CREATE EXTERNAL TABLE curated.same LOCATION 's3://staging/one/' TBLPROPERTIES ('table_type'='DELTA')");

        Assert.Equal(["1"], await _lake.QueryAsync("SELECT n FROM curated.same"));
        string text = string.Join('\n', await _lake.ExecuteAsync("SHOW CREATE TABLE curated.same"));
        await _lake.ExecuteAsync("DROP TABLE curated.same");
        await _lake.ExecuteAsync(text);
        Assert.Equal(["1"], await _lake.QueryAsync("SELECT n FROM curated.same"));
    }

    private async Task<TableEntry> GetAsync(string name)
    {
        using LakeHost host = await _lake.OpenAsync();
        return await host.Entries.GetAsync(TableName.Parse(name), CancellationToken.None);
    }
}
