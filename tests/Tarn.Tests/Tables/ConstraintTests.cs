using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>Rules that every row of a table obeys, whoever writes it.</summary>
public sealed class ConstraintTests : IDisposable
{
    private static readonly TableField[] _fields =
        [new("id", "INTEGER"), new("name", "VARCHAR"), new("at", "TIMESTAMPTZ"), new("p", "INTEGER")];

    private readonly LakeTableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("id > 0", "1", "0")]
    [InlineData("id > 0", "1", "NULL")]
    [InlineData("`id` <=> 1 OR id IS NULL", "NULL", "2")]
    [InlineData("NOT (id = 5) AND ! (id == 6)", "4", "6")]
    [InlineData("name IN (\"a\", 'b')", "1", "3")]
    [InlineData("length(name) = 1 AND id BETWEEN 0 AND 1", "1", "100")]
    [InlineData("id % 2 = 1 AND CAST(id AS STRING) <> '3'", "1", "3")]
    [InlineData("CASE WHEN p = 1 THEN id < 10 ELSE true END", "1", "11")]
    public async Task Rows_that_break_a_check_are_refused(string check, string good, string bad)
    {
        await SetAsync(check);
        await WriteAsync(Row(good));
        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => WriteAsync($"{Row(good)} UNION ALL {Row(bad)}"));
        Assert.Equal(ErrorCodes.ConstraintViolated, exception.Code);
        Assert.Contains($"CHECK constraint 'rule' ({check})", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"{{'id': {bad}", exception.Message, StringComparison.Ordinal);
        Assert.Single((await _rig.LoadAsync()).Files);
    }

    [Theory]
    [InlineData("id > (SELECT count(*) FROM read_text('/etc/hostname'))")]
    [InlineData("getenv('HOME') <> ''")]
    [InlineData("name <> 'a\\'b'")]
    [InlineData("id > 0 -- always")]
    [InlineData("id > 0; DROP TABLE x")]
    [InlineData("regexp_like(name, 'a')")]
    [InlineData("missing > 0")]
    [InlineData("id >")]
    public async Task A_check_that_may_mean_something_else_here_makes_the_table_read_only(string check)
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(async () =>
        {
            await SetAsync(check);
            await WriteAsync(Row("1"));
        });
        Assert.Equal(ErrorCodes.TableUnsupported, exception.Code);
    }

    [Fact]
    public async Task A_new_check_must_hold_for_the_rows_that_are_there()
    {
        await WriteAsync($"{Row("1")} UNION ALL {Row("2")}");
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => SetAsync("id < 2"));
        Assert.Equal(ErrorCodes.ConstraintViolated, exception.Code);

        await SetAsync("id < 3");
        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.Equal(3, snapshot.State.Protocol.MinWriterVersion);
        await Assert.ThrowsAsync<TarnException>(() => WriteAsync(Row("3")));

        await SetAsync(null);
        await WriteAsync(Row("3"));
    }

    [Fact]
    public async Task Invariants_and_not_null_inside_structs_are_obeyed()
    {
        const string Schema =
            """
            {\"type\":\"struct\",\"fields\":[
            {\"name\":\"id\",\"type\":\"integer\",\"nullable\":true,\"metadata\":
            {\"delta.invariants\":\"{\\\"expression\\\":{\\\"expression\\\":\\\"id > 0\\\"}}\"}},
            {\"name\":\"s\",\"type\":{\"type\":\"struct\",\"fields\":[{\"name\":\"x\",\"type\":\"integer\",
            \"nullable\":false,\"metadata\":{}}]},\"nullable\":true,\"metadata\":{}}]}
            """;
        await PutAsync(
            """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""",
            $$$"""
            {"metaData":{"id":"x","format":{"provider":"parquet","options":{}},"schemaString":"{{{Schema}}}",
            "partitionColumns":[],"configuration":{} }}
            """);
        TableField[] fields = [new("id", "INTEGER"), new("s", "STRUCT(x INTEGER)")];
        await WriteAsync("SELECT 1 AS id, {'x': 1} AS s UNION ALL SELECT 2, NULL", fields);

        Assert.Equal(
            ErrorCodes.ConstraintViolated, await FailsAsync("SELECT 0 AS id, {'x': 1} AS s", fields));
        Assert.Equal(
            ErrorCodes.NotNullViolated, await FailsAsync("SELECT 1 AS id, {'x': NULL::INTEGER} AS s", fields));
    }

    [Fact]
    public async Task Generated_columns_must_have_the_value_of_their_expression()
    {
        TableField[] fields =
        [
            new("at", "TIMESTAMP WITH TIME ZONE"), new("day", "DATE") { GenerationExpression = "CAST(at AS DATE)" },
        ];
        await WriteAsync("SELECT TIMESTAMPTZ '2024-02-03 04:05:06+00' AS at, DATE '2024-02-03' AS day", fields);
        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.Equal(fields, snapshot.Fields);
        Assert.Equal(4, snapshot.State.Protocol.MinWriterVersion);
        Assert.Equal(
            ErrorCodes.ConstraintViolated,
            await FailsAsync("SELECT TIMESTAMPTZ '2024-02-03 04:05:06+00' AS at, NULL::DATE AS day", fields));
    }

    [Fact]
    public async Task Nulls_are_found_where_statistics_do_not_count_them()
    {
        TableField[] fields = [new("id", "INTEGER", Nullable: false)];
        IReadOnlyList<WrittenFile> files = await _rig.WriteFilesAsync("SELECT NULL::INTEGER AS id", fields);
        await _rig.MoveInAsync(files, LakeTableRig.Root);
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.Table.CommitAsync(
            Write(fields) with { Added = [.. files.Select(written => written.File with { Statistics = null })] },
            Cancellation));
        Assert.Equal(ErrorCodes.NotNullViolated, exception.Code);
    }

    private static string Row(string id) =>
        $"SELECT {id}::INTEGER AS id, CASE WHEN id = 3 THEN 'ccc' ELSE 'a' END AS name, now() AS at, 1 AS p";

    private static TableWrite Write(params TableField[] fields) => new()
    {
        Mode = WriteMode.Append,
        Fields = fields,
        PartitionColumns = fields.Any(field => field.Name == "p") ? ["p"] : [],
        Added = [],
        Operation = "WRITE",
    };

    private Task<CommitResult> SetAsync(string? check) => _rig.Table.CommitAsync(
        Write(_fields) with
        {
            Properties = new Dictionary<string, string?> { ["delta.constraints.rule"] = check },
            Operation = "ADD CONSTRAINT",
        },
        Cancellation);

    private Task<CommitResult> WriteAsync(string sql) => WriteAsync(sql, _fields);

    private Task<CommitResult> WriteAsync(string sql, TableField[] fields) => _rig.WriteAsync(Write(fields), sql);

    private async Task<string> FailsAsync(string sql, TableField[] fields) =>
        (await Assert.ThrowsAsync<TarnException>(() => WriteAsync(sql, fields))).Code;

    private async Task PutAsync(params string[] lines) => await _rig.Store.PutAsync(
        $"{LakeTableRig.Root}/_delta_log/{CheckpointRig.Name(0, "json")}",
        System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(line => line.ReplaceLineEndings("")))),
        PutCondition.None,
        Cancellation);
}
