using System.Text;
using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Queries;
using Xunit;

namespace Tarn.Tests.Catalog.External;

public sealed class ExternalTableTests : IDisposable
{
    private static readonly ColumnEntry[] IdAndCity = [new("id", "bigint"), new("city", "string")];
    private readonly ExternalRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Parquet_files_of_several_shapes_read_as_one_table()
    {
        await _rig.DropParquetAsync("t/1.parquet", "SELECT 1::INTEGER AS id, 'Rome' AS City");
        await _rig.DropParquetAsync("t/2.parquet", "SELECT 'x' AS other, '2' AS id");
        await _rig.DropParquetAsync("t/3.parquet", "SELECT 'three' AS id, 3.5 AS city");
        await _rig.CreateAsync(ExternalRig.Table(DataFormat.Parquet, IdAndCity));

        string[] rows = await _rig.Lake.QueryAsync("SELECT id, city FROM raw.t ORDER BY id NULLS LAST");

        Assert.Equal(["1|Rome", "2|null", "null|3.5"], rows);
    }

    [Fact]
    public async Task Nested_values_of_older_files_get_the_fields_of_the_table()
    {
        await _rig.DropParquetAsync(
            "t/1.parquet", "SELECT {'a': 1, 'b': 'x'} AS s, [{'k': '7'}] AS l, MAP {'p': 1} AS m");
        await _rig.DropParquetAsync("t/2.parquet", "SELECT {'B': 'y', 'c': true} AS s, ['no'] AS l, 5 AS m");
        await _rig.CreateAsync(ExternalRig.Table(
            DataFormat.Parquet,
            [
                new("s", "struct<a:bigint,b:string,c:boolean>"), new("l", "array<struct<k:int>>"),
                new("m", "map<string,double>"),
            ]));

        string[] rows = await _rig.Lake.QueryAsync(
            "SELECT s.a, s.b, s.c, l[1].k, m['p'] FROM raw.t ORDER BY s.b");

        Assert.Equal(["1|x|null|7|1", "null|y|True|null|null"], rows);
    }

    [Fact]
    public async Task Json_lines_read_by_key_and_what_does_not_fit_is_null()
    {
        _rig.Drop("t/a.jsonl", """
            {"ID": 1, "city": "Rome", "tags": ["a", 2], "when": "01/02/2024"}
            {"ID": "x", "city": 5, "tags": "none", "when": "2024-02-01", "more": {}}
            no json
            """);
        _rig.DropGzip("t/b.jsonl.gz", """{"ID": 2, "city": null}""");
        await _rig.CreateAsync(ExternalRig.Table(
            DataFormat.JsonLines,
            [
                new("id", "int") { SourceName = "ID" }, new("city", "string"), new("tags", "array<int>"),
                new("when_done", "date") { SourceName = "when", Format = "%d/%m/%Y" },
            ]));

        string[] rows = await _rig.Lake.QueryAsync(
            "SELECT id, city, tags[2], when_done FROM raw.t ORDER BY id NULLS LAST, city NULLS LAST");

        Assert.Equal(["1|Rome|2|02/01/2024", "2|null|null|null", "null|5|null|null", "null|null|null|null"], rows);
    }

    [Fact]
    public async Task A_json_line_that_is_cut_off_leaves_the_next_one_alone()
    {
        const string text = "{\"id\":1}\n{\"id\":\n{\"id\":2}\n"
            + "{\"id\":3,\"tags\":[ \r\n{\"id\":4}\n{\"id\":5,\n{\"id\":6}\n";
        _rig.Drop("t/a.jsonl", text);
        _rig.DropGzip("t/b.jsonl.gz", text);
        await _rig.CreateAsync(ExternalRig.Table(DataFormat.JsonLines, [new("id", "int")]));

        Assert.Equal(
            ["14|1 1 2 2 4 4 6 6"],
            await _rig.Lake.QueryAsync("SELECT count(*), array_join(array_agg(id ORDER BY id), ' ') FROM raw.t"));
    }

    [Fact]
    public async Task Json_arrays_read_object_by_object()
    {
        _rig.Drop("t/a.json", """[{"id": 1, "city": "Rome"}, {"city": "Oslo", "id": "2"}]""");
        await _rig.CreateAsync(ExternalRig.Table(DataFormat.JsonArray, IdAndCity));

        Assert.Equal(["1|Rome", "2|Oslo"], await _rig.Lake.QueryAsync("SELECT * FROM raw.t ORDER BY id"));
    }

    [Fact]
    public async Task Csv_with_a_header_reads_by_name_whatever_the_order()
    {
        _rig.Drop("t/a.csv", "City;the id\n\"Rome; Italy\";1\nNA;2\n");
        _rig.DropGzip("t/b.csv.gz", "the id;extra;city\r\n3;x;Oslo\r\nbad;y;Bergen\n");
        _rig.DropBytes("t/c.csv", Encoding.UTF8.GetBytes("city\nTurku\n"));
        await _rig.CreateAsync(Csv(new DelimitedFormat { Delimiter = ';', NullValues = ["NA"] }));

        string[] rows = await _rig.Lake.QueryAsync("SELECT id, city FROM raw.t ORDER BY id NULLS LAST, city");

        Assert.Equal(["1|Rome; Italy", "2|null", "3|Oslo", "null|Bergen", "null|Turku"], rows);
    }

    [Fact]
    public async Task Csv_without_a_header_reads_by_place()
    {
        _rig.Drop("t/a.dat", "1|Rome|more\n2|Oslo|more\n");
        _rig.Drop("t/b.dat", "3\n");
        await _rig.CreateAsync(Csv(new DelimitedFormat { Delimiter = '|', HasHeader = false, Quote = null }));

        string[] rows = await _rig.Lake.QueryAsync("SELECT id, city FROM raw.t ORDER BY id");

        Assert.Equal(["1|Rome", "2|Oslo", "3|null"], rows);
    }

    [Fact]
    public async Task Csv_in_latin_1_is_read_as_such()
    {
        _rig.DropBytes("t/a.csv", Encoding.Latin1.GetBytes("the id,city\n1,Århus\n"));
        await _rig.CreateAsync(Csv(new DelimitedFormat { Encoding = "latin-1" }));

        Assert.Equal(["1|Århus"], await _rig.Lake.QueryAsync("SELECT * FROM raw.t"));
    }

    [Fact]
    public async Task Logs_are_taken_apart_by_their_pattern()
    {
        _rig.Drop("t/a.log", "GET /x 200\nnonsense\nPOST /y -\n");
        TableEntry table = ExternalRig.Table(
            DataFormat.Grok, [new("verb", "string"), new("path", "string"), new("status", "int")]);
        await _rig.CreateAsync(table with
        {
            Storage = table.Storage! with
            {
                Grok = new GrokFormat("%{WORD:verb} %{NOTSPACE:path} %{NOTSPACE:status}"),
            },
        });

        string[] rows = await _rig.Lake.QueryAsync("SELECT * FROM raw.t ORDER BY path NULLS LAST");

        Assert.Equal(["GET|/x|200", "POST|/y|null", "null|null|null"], rows);
    }

    [Fact]
    public async Task Only_files_of_wanted_partitions_are_read()
    {
        foreach (string day in new[] { "2024-02-01", "2024-02-02", "2024-02-03" })
        {
            await _rig.DropParquetAsync($"t/day={day}/a.parquet", $"SELECT 1::BIGINT AS id, '{day}' AS city");
        }

        await _rig.CreateAsync(
            ExternalRig.Table(DataFormat.Parquet, IdAndCity, new ColumnEntry("day", "date")),
            Day("2024-02-01"),
            Day("2024-02-02"),
            Day("2024-02-03"));

        (string[] rows, ScannedTable scanned) = await ScanAsync(
            "SELECT city, day FROM raw.t WHERE day >= DATE '2024-02-02' ORDER BY day");

        Assert.Equal(["2024-02-02|02/02/2024", "2024-02-03|02/03/2024"], rows);
        Assert.Equal(2, scanned.FilesRead);
        Assert.Equal(
            new[] { "2024-02-02", "2024-02-03" }.Sum(day => SizeOf($"t/day={day}/a.parquet")), scanned.BytesRead);
    }

    [Fact]
    public async Task Partitions_may_lie_anywhere_and_be_null()
    {
        _rig.Drop("elsewhere/a.csv", "the id,city\n1,Rome\n");
        _rig.Drop("t/__HIVE_DEFAULT_PARTITION__/a.csv", "the id,city\n2,Oslo\n");
        await _rig.CreateAsync(
            Csv(new DelimitedFormat(), new ColumnEntry("year", "int"), new ColumnEntry("part", "string")),
            new PartitionEntry(["2024", "a'b"], "elsewhere/"),
            new PartitionEntry(["x", null], "t/__HIVE_DEFAULT_PARTITION__/"));

        string[] rows = await _rig.Lake.QueryAsync("SELECT * FROM raw.t ORDER BY id");

        Assert.Equal(["1|Rome|2024|a'b", "2|Oslo|null|null"], rows);
    }

    [Fact]
    public async Task Many_partitions_are_listed_at_once_and_read_the_same()
    {
        PartitionEntry[] partitions = [.. Enumerable.Range(0, 50)
            .Select(i => new PartitionEntry([$"{i}"], $"t/k={i}/"))];
        foreach (PartitionEntry partition in partitions)
        {
            _rig.Drop($"{partition.Prefix}sub/a.csv", $"the id,city\n{partition.Values[0]},Rome\n");
        }

        _rig.Drop("t/k=99/a.csv", "the id,city\n99,not a partition\n");
        await _rig.CreateAsync(Csv(new DelimitedFormat(), new ColumnEntry("k", "int")), partitions);

        Assert.Equal(["50|1225|1225"], await _rig.Lake.QueryAsync("SELECT count(*), sum(id), sum(k) FROM raw.t"));
    }

    [Fact]
    public async Task Hidden_excluded_and_foreign_files_are_not_read()
    {
        _rig.Drop("t/a.csv", "the id,city\n1,Rome\n");
        foreach (string key in new[] { "t/_tmp/a.csv", "t/.hidden.csv", "t/old/a.csv", "t/a.txt", "t/_SUCCESS" })
        {
            _rig.Drop(key, "the id,city\n9,wrong\n");
        }

        TableEntry table = Csv(new DelimitedFormat());
        await _rig.CreateAsync(table with
        {
            Storage = table.Storage! with { Suffixes = [".csv"], Exclusions = ["old/**"] },
        });

        Assert.Equal(["1|Rome"], await _rig.Lake.QueryAsync("SELECT * FROM raw.t"));
    }

    [Fact]
    public async Task A_damaged_file_is_left_out_and_named()
    {
        await _rig.DropParquetAsync("t/1.parquet", "SELECT 1::BIGINT AS id, 'Rome' AS city");
        _rig.Drop("t/2.parquet", "this is no parquet file");
        await _rig.CreateAsync(ExternalRig.Table(DataFormat.Parquet, IdAndCity));
        using LakeHost host = await _rig.Lake.OpenAsync();

        await using QueryExecution query = await host.Queries.RunAsync(
            "SELECT id FROM raw.t", new Dictionary<string, object?>(), TestContext.Current.CancellationToken);

        Assert.Equal(1, query.Tables[0].FilesRead);
        QueryOmissions omissions = await query.OmissionsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["t/2.parquet"], omissions.Files.Select(file => file.Key));
    }

    [Fact]
    public async Task A_table_without_files_has_its_columns_and_no_rows()
    {
        await _rig.CreateAsync(ExternalRig.Table(DataFormat.Parquet, IdAndCity, new ColumnEntry("day", "date")));

        Assert.Equal(["0"], await _rig.Lake.QueryAsync("SELECT count(day) FROM raw.t"));
    }

    [Fact]
    public async Task A_file_column_named_like_the_engines_own_does_no_harm()
    {
        await _rig.DropParquetAsync("t/k=a/1.parquet", "SELECT 7::BIGINT AS file_index");
        await _rig.DropParquetAsync("t/k=b/1.parquet", "SELECT 8::BIGINT AS file_index");
        await _rig.CreateAsync(
            ExternalRig.Table(DataFormat.Parquet, [new("file_index", "bigint")], new ColumnEntry("k", "string")),
            new PartitionEntry(["a"], "t/k=a/"),
            new PartitionEntry(["b"], "t/k=b/"));

        Assert.Equal(["7|a", "8|b"], await _rig.Lake.QueryAsync("SELECT * FROM raw.t ORDER BY k"));
    }

    private static PartitionEntry Day(string day) => new([day], $"t/day={day}/");

    private static TableEntry Csv(DelimitedFormat format, params ColumnEntry[] keys)
    {
        TableEntry table = ExternalRig.Table(
            DataFormat.Csv, [new("id", "bigint") { SourceName = "the id" }, new("city", "string")], keys);
        return table with { Storage = table.Storage! with { Csv = format } };
    }

    private long SizeOf(string key) =>
        new FileInfo(Path.Combine(_rig.Lake.Directory, "data", ExternalRig.Bucket, key)).Length;

    private async Task<(string[] Rows, ScannedTable Scanned)> ScanAsync(string sql)
    {
        string[] rows = await _rig.Lake.QueryAsync(sql);
        using LakeHost host = await _rig.Lake.OpenAsync();
        await using QueryExecution query = await host.Queries.RunAsync(
            sql, new Dictionary<string, object?>(), TestContext.Current.CancellationToken);
        return (rows, query.Tables[0]);
    }
}
