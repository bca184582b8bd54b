using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Tables;

public sealed class TableScanTests : IDisposable
{
    private const string Protocol = """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""";

    private const string Metadata =
        """
        {"metaData":{"id":"x","format":{"provider":"parquet"},"schemaString":"{\"type\":\"struct\",\"fields\":[
        {\"name\":\"i\",\"type\":\"integer\",\"nullable\":true}]}","partitionColumns":[],"configuration":{}}}
        """;

    private const string WideningProtocol =
        """
        {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["typeWidening","timestampNtz"],
        "writerFeatures":["typeWidening","timestampNtz"]}}
        """;

    private const string WideningMetadata =
        """
        {"metaData":{"id":"x","format":{"provider":"parquet"},"schemaString":"{\"type\":\"struct\",\"fields\":[
        {\"name\":\"f\",\"type\":\"double\",\"metadata\":{\"delta.typeChanges\":[{\"fromType\":\"float\"}]}},
        {\"name\":\"day\",\"type\":\"timestamp_ntz\",\"metadata\":{\"delta.typeChanges\":[]}},
        {\"name\":\"price\",\"type\":\"decimal(20,5)\",\"metadata\":{\"delta.typeChanges\":[]}},
        {\"name\":\"n\",\"type\":\"double\",\"metadata\":{\"delta.typeChanges\":[]}},
        {\"name\":\"s\",\"type\":{\"type\":\"struct\",\"fields\":[{\"name\":\"x\",\"type\":\"double\",\"metadata\":
        {\"delta.typeChanges\":[]}}]},\"metadata\":{}},
        {\"name\":\"l\",\"type\":{\"type\":\"array\",\"elementType\":\"double\"},\"metadata\":
        {\"delta.typeChanges\":[]}}]}","partitionColumns":[],"configuration":{}}}
        """;

    private readonly Dictionary<string, long> _sizes = [];
    private readonly LakeTableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Columns_come_in_the_table_s_order_with_its_types()
    {
        TableField[] fields =
        [
            new("small", "UTINYINT"), new("day", "DATE"), new("note", "ENUM('a','b')"), new("big", "HUGEINT"),
            new("nested", "STRUCT(x TIMESTAMP_S, \"y z\" UUID[])"), new("pairs", "MAP(VARCHAR, TIME)"),
        ];
        await _rig.WriteAsync(
            WriteMode.Append,
            """
            SELECT MAP {'k': TIME '01:02:03'} AS pairs, 'b'::ENUM('a','b') AS note,
                170141183460469231731687::HUGEINT AS big,
                {
                    'x': TIMESTAMP_S '2024-01-01 00:00:01',
                    'y z': ['123e4567-e89b-12d3-a456-426614174000'::UUID]
                } AS nested,
                DATE '2024-02-01' AS day, 255::UTINYINT AS small
            """,
            fields,
            "day");

        string scan = await _rig.ScanAsync();
        Assert.Equal(
            [
                "small SMALLINT", "day DATE", "note VARCHAR", "big DECIMAL(38,0)",
                "nested STRUCT(x TIMESTAMP, \"y z\" VARCHAR[])", "pairs MAP(VARCHAR, VARCHAR)",
            ],
            await _rig.RowsAsync($"SELECT column_name || ' ' || column_type FROM (DESCRIBE {scan})"));
        Assert.Equal(
            [
                "{'small': 255, 'day': 2024-02-01, 'note': b, 'big': 170141183460469231731687, 'nested': "
                + "{'x': '2024-01-01 00:00:01', 'y z': [123e4567-e89b-12d3-a456-426614174000]}, "
                + "'pairs': {k='01:02:03'}}",
            ],
            await _rig.RowsAsync("*", scan));
    }

    [Fact]
    public async Task A_column_that_a_file_lacks_reads_null()
    {
        await _rig.WriteAsync(
            WriteMode.Append, "SELECT 1 AS i, 'x' AS p", [new("i", "INTEGER"), new("p", "VARCHAR")], "p");
        await PutCommitAsync(
            1,
            """
            {"metaData":{"id":"x","format":{"provider":"parquet"},"schemaString":"{\"type\":\"struct\",\"fields\":[
            {\"name\":\"added\",\"type\":
            {\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"long\",\"nullable\":true}]},\"nullable\":true},
            {\"name\":\"i\",\"type\":\"long\",\"nullable\":true},
            {\"name\":\"p\",\"type\":\"string\",\"nullable\":true}]}",
            "partitionColumns":["p"],"configuration":{}}}
            """);

        Assert.Equal(["{'added': NULL, 'i': 1, 'p': x}"], await _rig.RowsAsync("*", await _rig.ScanAsync()));
        Assert.Equal(
            ["BIGINT"],
            await _rig.RowsAsync(
                $"SELECT column_type FROM (DESCRIBE {await _rig.ScanAsync()}) WHERE column_name = 'i'"));
    }

    [Theory]
    [InlineData("p")]
    [InlineData(null)]
    public async Task A_missing_file_is_named(string? partitionColumn)
    {
        TableField[] fields = [new("i", "BIGINT"), new("p", "BIGINT")];
        IReadOnlyList<WrittenFile> files = await _rig.WriteAsync(
            WriteMode.Append,
            "SELECT range AS i, range % 3 AS p FROM range(9)",
            fields,
            partitionColumn is null ? [] : [partitionColumn]);
        await _rig.Store.DeleteAsync([$"{LakeTableRig.Root}/{files[^1].File.Path}"], Cancellation);

        TarnException exception = await Assert.ThrowsAsync<TarnException>(_rig.ScanAsync);
        Assert.Contains(files[^1].File.Path, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f > 0.1::DOUBLE")]
    [InlineData("f <> 0.1::DOUBLE")]
    [InlineData("day > TIMESTAMP '2020-02-02 12:00:00' AND day < TIMESTAMP '2020-02-03 12:00:00'")]
    [InlineData("day < TIMESTAMP '2020-02-03 00:00:01'")]
    [InlineData("price > 1.24999 AND price < 1.25001 AND price <> 1.25001")]
    [InlineData("n > 2.5 AND n < 3.5 AND n <> 2.7")]
    [InlineData("s.x > 2.5 AND s.x < 3.5 AND l[1] > 2.5 AND l[1] < 3.5")]
    public async Task Filters_on_widened_columns_are_exact(string filter)
    {
        await PutFileAsync(
            """
            SELECT 0.1::FLOAT AS f, DATE '2020-02-03' AS day, 1.25::DECIMAL(5,2) AS price, 3::INTEGER AS n,
                {'x': 3::SMALLINT} AS s, [3::INTEGER] AS l
            """,
            "a");
        await PutFileAsync(
            """
            SELECT 9::DOUBLE AS f, TIMESTAMP '2030-01-01 00:00:00' AS day, 9::DECIMAL(20,5) AS price, 9::DOUBLE AS n,
                {'x': 9::DOUBLE} AS s, [9::DOUBLE] AS l
            """,
            "b");
        await PutCommitAsync(
            0,
            WideningProtocol,
            WideningMetadata,
            Add("a"),
            Add("b"));
        Assert.Equal(
            ["3.0"],
            await _rig.RowsAsync(
                $"SELECT CAST(n AS VARCHAR) FROM ({await _rig.ScanAsync()}) WHERE ({filter}) AND n < 9"));
    }

    [Theory]
    [InlineData("a[1]b.parquet", "a1b.parquet")]
    [InlineData("a*b.parquet", "acb.parquet")]
    [InlineData("a?b.parquet", "acb.parquet")]
    public async Task Names_are_no_patterns(string path, string other)
    {
        await PutFileAsync("SELECT 1 AS i", path);
        await PutFileAsync("SELECT 2 AS i", other);
        await PutCommitAsync(0, Protocol, Metadata, Add(path));
        await _rig.HoldsAsync("SELECT 1 AS i", await _rig.ScanAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("file:")]
    [InlineData("file://")]
    public async Task A_file_may_have_an_absolute_path_in_the_bucket(string scheme)
    {
        await PutFileAsync("SELECT 1 AS i", "a b");
        string uri = scheme + _rig.Store.EnginePath($"{LakeTableRig.Root}/a b").Replace(" ", "%20");
        await PutCommitAsync(0, Protocol, Metadata, Add(uri));
        await _rig.HoldsAsync("SELECT 1 AS i", await _rig.ScanAsync());
    }

    [Theory]
    [InlineData("file:///etc/hosts")]
    [InlineData("/etc/hosts")]
    [InlineData("s3://other/trips/a")]
    [InlineData("hdfs://curated/trips/a")]
    public async Task A_file_outside_of_the_bucket_is_refused(string uri)
    {
        await PutCommitAsync(0, Protocol, Metadata, Add(uri));
        TarnException exception = await Assert.ThrowsAsync<TarnException>(_rig.ScanAsync);
        Assert.Equal(ErrorCodes.TableUnsupported, exception.Code);
        Assert.Contains(uri.Replace("file://", ""), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_may_have_the_uri_of_the_bucket()
    {
        await PutFileAsync("SELECT 1 AS i", "a");
        await PutCommitAsync(0, Protocol, Metadata, Add("s3a://curated/trips/a"));
        await _rig.HoldsAsync("SELECT 1 AS i", await _rig.ScanAsync());
    }

    [Fact]
    public async Task Removing_a_file_by_another_form_of_its_path_removes_it()
    {
        await PutCommitAsync(0, Protocol, Metadata, Add("file:/x/y"));
        await PutCommitAsync(1, """{"remove":{"path":"/x/y","dataChange":true}}""");
        Assert.Empty((await _rig.LoadAsync()).Files);
    }

    [Fact]
    public async Task A_column_called_file_index_is_only_a_column()
    {
        const string Sql = "SELECT 5 AS file_index, 'x' AS p";
        await _rig.WriteAsync(WriteMode.Append, Sql, [new("file_index", "INTEGER"), new("p", "VARCHAR")], "p");
        await _rig.HoldsAsync(Sql, await _rig.ScanAsync());
    }

    [Fact]
    public async Task Overwriting_partitions_through_the_engine()
    {
        TableField[] fields = [new("day", "DATE"), new("i", "BIGINT")];
        await _rig.WriteAsync(
            WriteMode.Append,
            "SELECT DATE '2024-02-01' + CAST(range % 5 AS INTEGER) AS day, range AS i FROM range(50)",
            fields,
            "day");
        await _rig.WriteAsync(
            WriteMode.OverwritePartitions, "SELECT DATE '2024-02-03' AS day, 1000 AS i", fields, "day");

        Assert.Equal(
            ["{'d': 1, 'n': 10}", "{'d': 2, 'n': 10}", "{'d': 3, 'n': 1}", "{'d': 4, 'n': 10}", "{'d': 5, 'n': 10}"],
            await _rig.RowsAsync("day(day) AS d, count(*) AS n", await _rig.ScanAsync(), "GROUP BY ALL ORDER BY ALL"));
    }

    /// <summary>With the size of the file of that name, if it was put.</summary>
    private string Add(string uri)
    {
        string name = Uri.UnescapeDataString(uri[(uri.LastIndexOf('/') + 1)..]);
        return $$$"""
            {"add":{"path":"{{{uri}}}","partitionValues":{},"size":{{{_sizes.GetValueOrDefault(name, 1)}}},
            "modificationTime":1,"dataChange":true}}
            """;
    }

    private async Task PutFileAsync(string sql, string path)
    {
        string file = _rig.Store.EnginePath($"{LakeTableRig.Root}/{path}");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await _rig.Connection.ExecuteAsync($"COPY ({sql}) TO '{file}' (FORMAT parquet)", Cancellation);
        _sizes[path] = new FileInfo(file).Length;
    }

    private Task<PutResult> PutCommitAsync(long version, params string[] lines) => _rig.Store.PutAsync(
        $"{LakeTableRig.Root}/_delta_log/{version:D20}.json",
        System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(line => line.ReplaceLineEndings("")))),
        PutCondition.IfAbsent,
        Cancellation);
}
