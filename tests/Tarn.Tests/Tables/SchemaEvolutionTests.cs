using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>Writes that change the columns of a table and leave its rows.</summary>
public sealed class SchemaEvolutionTests : IDisposable
{
    private readonly LakeTableRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task New_columns_are_null_in_the_rows_that_are_there()
    {
        await WriteAsync("SELECT 1 AS id, {'a': 1} AS s", new("id", "INTEGER"), new("s", "STRUCT(a INTEGER)"));
        await WriteAsync(
            "SELECT 2 AS id, {'a': 2, 'b': 'x'} AS s, 'y' AS t",
            new("id", "INTEGER"),
            new("s", "STRUCT(a INTEGER, b VARCHAR)"),
            new("t", "VARCHAR"));

        Assert.Equal(
            [
                "{'id': 1, 's': {'a': 1, 'b': NULL}, 't': NULL}",
                "{'id': 2, 's': {'a': 2, 'b': x}, 't': y}",
            ],
            await _rig.RowsAsync("*", await _rig.ScanAsync()));
        Assert.Equal(["id", "s", "t"], (await _rig.LoadAsync()).Fields.Select(field => field.Name));
    }

    [Fact]
    public async Task Columns_take_the_order_of_the_write()
    {
        await WriteAsync("SELECT 1 AS a, 2 AS b", new("a", "INTEGER"), new("b", "INTEGER"));
        await WriteAsync(
            "SELECT 3 AS b, 4 AS c, 5 AS a", new("b", "INTEGER"), new("c", "INTEGER"), new("a", "INTEGER"));
        Assert.Equal(
            ["{'b': 2, 'c': NULL, 'a': 1}", "{'b': 3, 'c': 4, 'a': 5}"],
            await _rig.RowsAsync("*", await _rig.ScanAsync()));
    }

    [Theory]
    [InlineData("TINYINT", "BIGINT")]
    [InlineData("SMALLINT", "INTEGER")]
    [InlineData("INTEGER", "DOUBLE")]
    [InlineData("INTEGER", "DECIMAL(12,2)")]
    [InlineData("BIGINT", "DECIMAL(20,0)")]
    [InlineData("FLOAT", "DOUBLE")]
    [InlineData("DECIMAL(5,2)", "DECIMAL(8,4)")]
    [InlineData("TINYINT[]", "INTEGER[]")]
    [InlineData("MAP(VARCHAR, TINYINT)", "MAP(VARCHAR, BIGINT)")]
    [InlineData("STRUCT(x SMALLINT)", "STRUCT(x BIGINT)")]
    public async Task Types_are_widened(string narrow, string wide)
    {
        string value = narrow.EndsWith(']') ? "[7]" : narrow.StartsWith('M') ? "MAP {'k': 7}"
            : narrow.StartsWith('S') && narrow.Contains('(', StringComparison.Ordinal) ? "{'x': 7}" : "7";
        await WriteAsync($"SELECT {value} AS v", new TableField("v", narrow));
        await WidenAsync($"SELECT {value} AS v", new TableField("v", wide));

        Assert.Equal(wide, (await _rig.LoadAsync()).Fields[0].EngineType.Replace("\"", "", StringComparison.Ordinal));
        await _rig.HoldsAsync(
            $"SELECT CAST({value} AS {wide}) AS v FROM range(2)", await _rig.ScanAsync());
    }

    [Fact]
    public async Task The_log_says_which_types_were_widened()
    {
        await WriteAsync("SELECT [7] AS v, 1 AS w", new("v", "TINYINT[]"), new("w", "SMALLINT"));
        await WidenAsync("SELECT [7] AS v, 1 AS w", new("v", "INTEGER[]"), new("w", "INTEGER"));
        await WriteAsync("SELECT [7] AS v, 1 AS w", new("v", "INTEGER[]"), new("w", "BIGINT"));

        TableSnapshot snapshot = await _rig.LoadAsync();
        JsonArray fields = JsonNode.Parse(snapshot.State.Metadata.SchemaString)!["fields"]!.AsArray();
        Assert.Equal(
            """[{"fromType":"byte","toType":"integer","fieldPath":"element"}]""",
            fields[0]!["metadata"]!["delta.typeChanges"]!.ToJsonString());
        Assert.Equal(
            """[{"fromType":"short","toType":"integer"},{"fromType":"integer","toType":"long"}]""",
            fields[1]!["metadata"]!["delta.typeChanges"]!.ToJsonString());
        Assert.Equal(["typeWidening"], snapshot.State.Protocol.ReaderFeatures);
    }

    [Theory]
    [InlineData("a INTEGER", "b INTEGER", "'a': it is missing")]
    [InlineData("a INTEGER", "A INTEGER", "'A': it is 'a' in the table")]
    [InlineData("a INTEGER", "a VARCHAR", "it is INTEGER, which cannot become VARCHAR")]
    [InlineData("a BIGINT", "a INTEGER", "it is BIGINT, which cannot become INTEGER")]
    [InlineData("a INTEGER", "a BIGINT", "its type may not be widened to BIGINT")]
    [InlineData("a INTEGER", "a INTEGER,b INTEGER NOT NULL", "'b': a new column must allow nulls")]
    public async Task What_rows_in_place_cannot_follow_is_refused(string present, string written, string message)
    {
        await WriteAsync($"SELECT {Values(present)}", [.. Fields(present)]);
        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => WriteAsync($"SELECT {Values(written)}", [.. Fields(written)]));
        Assert.Equal(ErrorCodes.SchemaMismatch, exception.Code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_brings_nothing_new_leaves_the_schema_as_it_is()
    {
        await WriteAsync("SELECT 1 AS a", new TableField("a", "INTEGER"));
        await WriteAsync("SELECT 2 AS a", new TableField("a", "INTEGER"));
        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.All(snapshot.Files, file => Assert.True(snapshot.HasPresentSchema(file)));
    }

    private static IEnumerable<TableField> Fields(string text) => text.Split(',')
        .Select(field => field.Split(' ', 3))
        .Select(parts => new TableField(parts[0], parts[1], Nullable: parts.Length == 2));

    private static string Values(string text) =>
        string.Join(", ", Fields(text).Select(field => $"1 AS {field.Name}"));

    private Task<CommitResult> WriteAsync(string sql, params TableField[] fields) =>
        _rig.WriteAsync(Write(fields), sql);

    private Task<CommitResult> WidenAsync(string sql, params TableField[] fields) => _rig.WriteAsync(
        Write(fields) with
        {
            Properties = new Dictionary<string, string?> { ["delta.enableTypeWidening"] = "true" },
        },
        sql);

    private static TableWrite Write(TableField[] fields) => new()
    {
        Mode = WriteMode.Append,
        Fields = fields,
        PartitionColumns = [],
        Added = [],
        Operation = "WRITE",
        EvolvesSchema = true,
    };
}
