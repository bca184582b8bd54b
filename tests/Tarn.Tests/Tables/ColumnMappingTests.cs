using System.Text;
using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Engine.Parsing;
using Tarn.Storage;
using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>Columns are found by what column mapping says, at every level, whatever they are called.</summary>
public sealed class ColumnMappingTests : IDisposable
{
    private const string Nested =
        """
        [{"name":"id","type":"long","nullable":true,"metadata":{"delta.columnMapping.id":1,
        "delta.columnMapping.physicalName":"c1"}},
        {"name":"place","type":{"type":"struct","fields":[
        {"name":"x","type":"long","nullable":true,"metadata":{"delta.columnMapping.id":3,
        "delta.columnMapping.physicalName":"c3"}},
        {"name":"new","type":"string","nullable":true,"metadata":{"delta.columnMapping.id":4,
        "delta.columnMapping.physicalName":"c4"}}]},"nullable":true,"metadata":{"delta.columnMapping.id":2,
        "delta.columnMapping.physicalName":"c2"}},
        {"name":"tags","type":{"type":"array","containsNull":true,"elementType":{"type":"map","valueContainsNull":true,
        "keyType":"string","valueType":{"type":"struct","fields":[
        {"name":"y","type":"long","nullable":true,"metadata":{"delta.columnMapping.id":6,
        "delta.columnMapping.physicalName":"c6"}}]}}},"nullable":true,"metadata":{"delta.columnMapping.id":5,
        "delta.columnMapping.physicalName":"c5"}}]
        """;

    private readonly LakeTableRig _rig = new();
    private long _version = -1;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task By_name_fields_have_their_physical_names()
    {
        await CreateAsync("name", Nested);
        await AddAsync(
            "a",
            """
            SELECT 1::INTEGER AS c1, {'c4': 'n', 'c3': 2::INTEGER} AS c2, [MAP {'k': {'c6': 3}}] AS c5, 9 AS id
            UNION ALL SELECT 2, NULL, NULL, 9
            """);
        await AddAsync("b", "SELECT 3::BIGINT AS c1, {'gone': 5} AS c2 UNION ALL SELECT 4, NULL");
        Assert.Equal(
            [
                "{'id': 1, 'place': {'x': 2, 'new': n}, 'tags': [{k={'y': 3}}]}",
                "{'id': 2, 'place': NULL, 'tags': NULL}",
                "{'id': 3, 'place': {'x': NULL, 'new': NULL}, 'tags': NULL}",
                "{'id': 4, 'place': NULL, 'tags': NULL}",
            ],
            await _rig.RowsAsync("*", await _rig.ScanAsync()));
    }

    [Fact]
    public async Task By_id_names_in_the_file_mean_nothing()
    {
        await CreateAsync("id", Nested);
        await AddAsync(
            "a",
            "SELECT {'c4': 7, 'p': 'n'} AS c1, 1 AS c2, [MAP {'k': {'q': 3}}] AS r",
            "c1: {__duckdb_field_id: 2, c4: 3, p: 4}, c2: 1, "
            + "r: {__duckdb_field_id: 5, element: {key: 20, value: {__duckdb_field_id: 21, q: 6}}}");
        await AddAsync("b", "SELECT 3 AS c1, 4 AS other", "c1: 9, other: 1");
        await AddAsync("c", "SELECT 5 AS c1");
        Assert.Equal(
            [
                "{'id': 1, 'place': {'x': 7, 'new': n}, 'tags': [{k={'y': 3}}]}",
                "{'id': 4, 'place': NULL, 'tags': NULL}",
                "{'id': NULL, 'place': NULL, 'tags': NULL}",
            ],
            await _rig.RowsAsync("*", await _rig.ScanAsync()));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("id")]
    public async Task Partition_values_and_statistics_go_by_physical_names(string mode)
    {
        const string Columns =
            """
            [{"name":"id","type":"long","nullable":true,"metadata":{"delta.columnMapping.id":1,
            "delta.columnMapping.physicalName":"c1"}},
            {"name":"c1","type":"date","nullable":true,"metadata":{"delta.columnMapping.id":2,
            "delta.columnMapping.physicalName":"c2"}}]
            """;
        await CreateAsync(mode, Columns, "\"c1\"");
        await AddAsync("a", "SELECT 5 AS c1", "c1: 1", """{"c2":"2024-01-01"}""", "5");
        await AddAsync("b", "SELECT 6 AS c1", "c1: 1", """{"c2":"2024-01-02"}""", "6");
        Assert.Equal(
            ["{'id': 5, 'c1': 2024-01-01}", "{'id': 6, 'c1': 2024-01-02}"],
            await _rig.RowsAsync("*", await _rig.ScanAsync()));
        Assert.Equal("b", await PruneAsync(new ColumnPredicate("id", PredicateOperator.Greater, [5])));
        Assert.Equal(
            "a", await PruneAsync(new ColumnPredicate("c1", PredicateOperator.Less, [new DateOnly(2024, 1, 2)])));
    }

    [Fact]
    public async Task Physical_names_mean_nothing_while_mapping_is_off()
    {
        await CreateAsync(
            "none",
            """
            [{"name":"id","type":"long","nullable":true,"metadata":{"delta.columnMapping.id":1,
            "delta.columnMapping.physicalName":"c1"}}]
            """);
        await AddAsync("a", "SELECT 1 AS c1, 2 AS id");
        Assert.Equal(["{'id': 2}"], await _rig.RowsAsync("*", await _rig.ScanAsync()));
    }

    [Theory]
    [InlineData("other", "[]", ErrorCodes.TableUnsupported)]
    [InlineData("id", """[{"name":"id","type":"long","nullable":true,"metadata":{}}]""", ErrorCodes.TableCorrupt)]
    public async Task An_unknown_mode_and_a_column_without_id_are_errors(string mode, string columns, string code)
    {
        await CreateAsync(mode, columns);
        await AddAsync("a", "SELECT 1 AS id");
        TarnException exception = await Assert.ThrowsAsync<TarnException>(_rig.ScanAsync);
        Assert.Equal(code, exception.Code);
    }

    private async Task<string> PruneAsync(ColumnPredicate predicate) => string.Join(
        ' ', FilePruning.Prune(await _rig.LoadAsync(), [[predicate]]).Select(file => file.Path));

    private Task<PutResult> CreateAsync(string mode, string columns, string partitionColumns = "")
    {
        string schema = JsonValue.Create($$"""{"type":"struct","fields":{{columns}}}""").ToJsonString();
        return PutAsync(
            """{"protocol":{"minReaderVersion":2,"minWriterVersion":5}}""",
            $$$"""
            {"metaData":{"id":"x","format":{"provider":"parquet"},"schemaString":{{{schema}}},
            "partitionColumns":[{{{partitionColumns}}}],"configuration":{"delta.columnMapping.mode":"{{{mode}}}"} } }
            """);
    }

    private async Task AddAsync(
        string path, string sql, string fieldIds = "", string partitionValues = "{}", string bound = "0")
    {
        string file = _rig.Store.EnginePath($"{LakeTableRig.Root}/{path}");
        string ids = fieldIds.Length == 0 ? "" : $", FIELD_IDS {{{fieldIds}}}";
        await _rig.Connection.ExecuteAsync($"COPY ({sql}) TO '{file}' (FORMAT parquet{ids})", Cancellation);
        await PutAsync(
            $$$"""
            {"add":{"path":"{{{path}}}","partitionValues":{{{partitionValues}}},
            "size":{{{new FileInfo(file).Length}}},"modificationTime":1,"dataChange":true,
            "stats":"{\"numRecords\":1,\"maxValues\":{\"c1\":{{{bound}}} } }"}}
            """);
    }

    private Task<PutResult> PutAsync(params string[] lines) => _rig.Store.PutAsync(
        $"{LakeTableRig.Root}/_delta_log/{++_version:D20}.json",
        Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(line => line.ReplaceLineEndings("")))),
        PutCondition.IfAbsent,
        Cancellation);
}
