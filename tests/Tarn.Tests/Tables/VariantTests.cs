using System.Text;
using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Engine.Parsing;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>Variants read as JSON, however files store them; nothing writes them.</summary>
public sealed class VariantTests : IDisposable
{
    /// <summary>The variant <c>{"key": 5}</c> as files without the mark store it.</summary>
    private const string Bytes =
        """{'value': '\x02\x01\x00\x00\x02\x0c\x05'::BLOB, 'metadata': '\x01\x01\x00\x03key'::BLOB}""";

    private readonly LakeTableRig _rig = new();
    private long _version = -1;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Variants_that_spark_wrote_are_read_at_every_level()
    {
        string directory = Path.GetDirectoryName(ConformanceData.RequireTable("unsupported-spark-variant-checkpoint"))!;
        LocalObjectStore store = new("case", directory, TimeProvider.System, _rig.Ids);
        DeltaTable table = new(store, "table", _rig.Engine, TimeProvider.System, _rig.Ids);
        TableSnapshot snapshot = await table.RequireAsync(Cancellation);
        string scan = await TableScan.SqlAsync(_rig.Connection, snapshot, snapshot.Files, store, "table", Cancellation);

        const string Key = """{"key":' || id || '}""";
        await _rig.HoldsAsync(
            $$"""
            SELECT id, '{{Key}}' AS v, ['{{Key}}', NULL, '{{Key}}', NULL, '{{Key}}'] AS a, '{{Key}}' AS s,
                '{{Key}}' AS m, 2 AS keys, ['{{Key}}', NULL, NULL, '{{Key}}', NULL, '{{Key}}'] AS t,
                [NULL, '{{Key}}'] AS u
            FROM (SELECT range AS id FROM range(100) UNION ALL VALUES (0), (1))
            """,
            $"""
            SELECT id, v, array_of_variants, struct_of_variants.v, map_of_variants[id::VARCHAR],
                len(map_keys(map_of_variants)), [x.v FOR x IN array_of_struct_of_variants],
                struct_of_array_of_variants.v
            FROM ({scan})
            """);
    }

    [Fact]
    public async Task Files_with_and_without_the_mark_are_read_together()
    {
        await CreateAsync("""{"name":"v","type":"variant","nullable":true,"metadata":{}}""");
        await AddAsync("a", "SELECT {'a': 1, 'd': DATE '2024-02-29'}::VARIANT AS v UNION ALL SELECT 'text'::VARIANT");
        await AddAsync("b", $"SELECT {Bytes} AS v UNION ALL SELECT NULL");
        await AddAsync("c", "SELECT 'null'::JSON::VARIANT AS v");
        await AddAsync("d", "SELECT 1 AS other");
        await AddAsync("e", """SELECT {'metadata': '\x01\x00\x00'::BLOB, 'value': '\x00'::BLOB} AS v""");
        IReadOnlyList<object?[]> rows = await _rig.Connection.QueryAllAsync(
            $"FROM ({await _rig.ScanAsync()}) ORDER BY v NULLS LAST", Cancellation);
        Assert.Equal(
            ["\"text\"", """{"a":1,"d":"2024-02-29"}""", """{"key":5}""", null, null, null, null],
            rows.Select(row => (string?)row[0]));
    }

    [Fact]
    public async Task A_null_in_a_variant_is_not_pruned_as_a_value()
    {
        await CreateAsync("""{"name":"v","type":"variant","nullable":true,"metadata":{}}""");
        await AddAsync("a", "SELECT 'null'::JSON::VARIANT AS v");
        ColumnPredicate isNull = new("v", PredicateOperator.IsNull, []);
        Assert.Single(FilePruning.Prune(await _rig.LoadAsync(), [[isNull]]));
        Assert.Equal(["{'v': NULL}"], await _rig.RowsAsync("*", await _rig.ScanAsync(), "WHERE v IS NULL"));
    }

    [Fact]
    public async Task Shredded_variants_without_the_mark_are_refused()
    {
        await CreateAsync("""{"name":"v","type":"variant","nullable":true,"metadata":{}}""");
        await AddAsync("a", "SELECT {'metadata': ''::BLOB, 'value': NULL::BLOB, 'typed_value': 1} AS v");
        TarnException exception = await Assert.ThrowsAsync<TarnException>(_rig.ScanAsync);
        Assert.Equal(ErrorCodes.TableUnsupported, exception.Code);
        Assert.Contains("column 'v'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_with_variants_is_not_written()
    {
        await CreateAsync("""{"name":"v","type":"variant","nullable":true,"metadata":{}}""");
        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => _rig.WriteAsync(WriteMode.Append, "SELECT '1'::JSON AS v", [new TableField("v", "JSON")]));
        Assert.Equal(ErrorCodes.TableUnsupported, exception.Code);
        Assert.Contains("'variantType'", exception.Message, StringComparison.Ordinal);
    }

    private Task<PutResult> CreateAsync(string column)
    {
        string schema = JsonValue.Create($$"""{"type":"struct","fields":[{{column}}]}""").ToJsonString();
        return PutAsync(
            """
            {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["variantType"],
            "writerFeatures":["variantType"]}}
            """,
            $$$"""
            {"metaData":{"id":"x","format":{"provider":"parquet"},"schemaString":{{{schema}}},
            "partitionColumns":[],"configuration":{} } }
            """);
    }

    private async Task AddAsync(string path, string sql)
    {
        string file = _rig.Store.EnginePath($"{LakeTableRig.Root}/{path}");
        await _rig.Connection.ExecuteAsync($"COPY ({sql}) TO '{file}' (FORMAT parquet)", Cancellation);
        await PutAsync(
            $$$"""
            {"add":{"path":"{{{path}}}","partitionValues":{},"size":{{{new FileInfo(file).Length}}},
            "modificationTime":1,"dataChange":true,"stats":"{\"numRecords\":1,\"nullCount\":{\"v\":0} }"}}
            """);
    }

    private Task<PutResult> PutAsync(params string[] lines) => _rig.Store.PutAsync(
        $"{LakeTableRig.Root}/_delta_log/{++_version:D20}.json",
        Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(line => line.ReplaceLineEndings("")))),
        PutCondition.IfAbsent,
        Cancellation);
}
