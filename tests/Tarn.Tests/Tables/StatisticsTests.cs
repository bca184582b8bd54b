using System.Text.Json.Nodes;
using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>What a file's statistics say, against the data it was written from.</summary>
public sealed class StatisticsTests : IDisposable
{
    private const char LastCharacterHigh = '\udbff';
    private const char LastCharacterLow = '\udfff';

    private readonly LakeTableRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("TINYINT", "-128, NULL, 127", "-128", "127")]
    [InlineData("UTINYINT", "0, 255", "0", "255")]
    [InlineData("SMALLINT", "-1, 1", "-1", "1")]
    [InlineData("INTEGER", "-2147483648, 2147483647", "-2147483648", "2147483647")]
    [InlineData("BIGINT", "-9223372036854775808, 9223372036854775807", "-9223372036854775808", "9223372036854775807")]
    [InlineData("UBIGINT", "18446744073709551615, 1", "1", "18446744073709551615")]
    [InlineData("HUGEINT", "-170141183460469231731687, 1", "-170141183460469231731687", "1")]
    [InlineData("DECIMAL(4,2)", "-1.50, 2.25", "-1.50", "2.25")]
    [InlineData("DECIMAL(4,4)", "-0.0025, 0.5", "-0.0025", "0.5000")]
    [InlineData(
        "DECIMAL(38,3)", "123456789012345678901234567890.125, -1",
        "-1.000", "123456789012345678901234567890.125")]
    [InlineData("FLOAT", "0.5, -0.25", "-0.25", "0.5")]
    [InlineData("FLOAT", "0.1", "0.10000000149011612", "0.10000000149011612")]
    [InlineData("DOUBLE", "0.1, 1e300", "0.1", "1E+300")]
    [InlineData("DOUBLE", "1.5, 'nan', 7", null, null)]
    [InlineData("DOUBLE", "1.5, 'inf'", null, null)]
    [InlineData("BOOLEAN", "true, false", null, null)]
    [InlineData("BLOB", "'a', 'b'", null, null)]
    [InlineData("VARCHAR", "'b', 'a', ''", "\"\"", "\"b\"")]
    [InlineData("UUID", "'123e4567-e89b-12d3-a456-426614174000'", "\"123e4567-e89b-12d3-a456-42661417\"", null)]
    [InlineData("DATE", "'2024-02-29', '1969-12-31'", "\"1969-12-31\"", "\"2024-02-29\"")]
    [InlineData("DATE", "'2024-02-29', 'infinity'", "\"2024-02-29\"", null)]
    [InlineData("DATE", "'0044-03-15 (BC)', '2024-02-29'", null, "\"2024-02-29\"")]
    [InlineData(
        "TIMESTAMP", "'2024-02-29 12:34:56.789999'",
        "\"2024-02-29T12:34:56.789\"", "\"2024-02-29T12:34:56.789\"")]
    [InlineData(
        "TIMESTAMP", "'1969-12-31 23:59:59.999999'",
        "\"1969-12-31T23:59:59.999\"", "\"1969-12-31T23:59:59.999\"")]
    [InlineData("TIMESTAMP", "'2024-02-29 00:00:00', 'infinity'", "\"2024-02-29T00:00:00.000\"", null)]
    [InlineData(
        "TIMESTAMP_NS", "'2024-02-29 12:34:56.123456789'",
        "\"2024-02-29T12:34:56.123\"", "\"2024-02-29T12:34:56.123\"")]
    [InlineData(
        "TIMESTAMPTZ", "'2024-02-29 12:34:56.5+02'",
        "\"2024-02-29T10:34:56.500Z\"", "\"2024-02-29T10:34:56.500Z\"")]
    [InlineData("VARCHAR", "NULL, NULL", null, null)]
    public async Task Bounds_of_every_type(string type, string values, string? minimum, string? maximum)
    {
        string[] literals = values.Split(", ");
        string rows = string.Join(", ", literals.Select(literal => $"(CAST({literal} AS {type}))"));
        JsonObject statistics = await StatisticsAsync(
            $"SELECT * FROM (VALUES {rows}) AS v(c)", new TableField("c", type));

        Assert.Equal(literals.Length, (long)statistics["numRecords"]!);
        Assert.Equal(literals.Count(literal => literal == "NULL"), (long)statistics["nullCount"]!["c"]!);
        Assert.Equal(minimum, statistics["minValues"]!["c"]?.ToJsonString());
        if (type != "UUID")
        {
            Assert.Equal(maximum, statistics["maxValues"]!["c"]?.ToJsonString());
        }
    }

    [Fact]
    public async Task Long_texts_are_cut_to_bounds_that_hold()
    {
        string last = new([LastCharacterHigh, LastCharacterLow]);
        string minimum = new string('é', 31) + "😀tail";
        string maximum = "😀" + new string('z', 31) + last + last + "tail";
        JsonObject statistics = await StatisticsAsync(
            $"SELECT * FROM (VALUES ('{minimum}'), ('{maximum}')) AS v(c)", new TableField("c", "VARCHAR"));

        Assert.Equal(minimum[..33], (string?)statistics["minValues"]!["c"]);
        Assert.Equal("😀" + new string('z', 31) + last + last + last, (string?)statistics["maxValues"]!["c"]);
    }

    [Fact]
    public async Task NaN_in_any_row_group_leaves_the_bounds_out()
    {
        JsonObject statistics = await StatisticsAsync(
            """
            SELECT CASE WHEN range = 130_000 THEN 'nan'::DOUBLE ELSE range END AS d,
                   {'f': CASE WHEN range = 7 THEN 'nan'::FLOAT ELSE range END} AS s, range::DOUBLE AS plain
            FROM range(300_000)
            """,
            new("d", "DOUBLE"),
            new("s", "STRUCT(f FLOAT)"),
            new("plain", "DOUBLE"));

        Assert.Equal("""{"plain":0}""", statistics["minValues"]!.ToJsonString());
        Assert.Equal("""{"plain":299999}""", statistics["maxValues"]!.ToJsonString());
        Assert.Equal("""{"d":0,"s":{"f":0},"plain":0}""", statistics["nullCount"]!.ToJsonString());
    }

    [Fact]
    public async Task Nested_fields_have_nested_statistics_and_lists_have_none()
    {
        JsonObject statistics = await StatisticsAsync(
            """
            SELECT {'a b': range, 'x"y': {'z.z': 't' || range}, 'l': [range]} AS s, [1, NULL] AS l, MAP {'k': 1} AS m
            FROM range(3) UNION ALL SELECT NULL, NULL, NULL
            """,
            new("s", "STRUCT(\"a b\" BIGINT, \"x\"\"y\" STRUCT(\"z.z\" VARCHAR), l BIGINT[])"),
            new("l", "INTEGER[]"),
            new("m", "MAP(VARCHAR, INTEGER)"));

        const string Minimum = """{"s":{"a b":0,"x\"y":{"z.z":"t0"}}}""";
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Minimum), statistics["minValues"]));
        const string Nulls = """{"s":{"a b":1,"x\"y":{"z.z":1}}}""";
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Nulls), statistics["nullCount"]));
    }

    [Fact]
    public async Task Bounds_stop_after_32_columns_but_null_counts_of_not_null_columns_do_not()
    {
        TableField[] fields = [.. Enumerable.Range(0, 40).Select(i => new TableField($"c{i}", "INTEGER", i != 39))];
        JsonObject statistics = await StatisticsAsync(
            "SELECT " + string.Join(", ", fields.Select(field => $"1 AS {field.Name}")), fields);

        Assert.Equal(32, statistics["minValues"]!.AsObject().Count);
        Assert.Equal(33, statistics["nullCount"]!.AsObject().Count);
        Assert.Equal(0, (long)statistics["nullCount"]!["c39"]!);
    }

    private async Task<JsonObject> StatisticsAsync(string sql, params TableField[] fields)
    {
        IReadOnlyList<WrittenFile> files = await _rig.WriteAsync(WriteMode.Append, sql, fields);
        TableSnapshot snapshot = await _rig.LoadAsync();
        JsonObject statistics = Assert.Single(snapshot.Files).Statistics!;
        Assert.True(JsonNode.DeepEquals(files[0].File.Statistics, statistics), "statistics change in the log");
        return statistics;
    }
}
