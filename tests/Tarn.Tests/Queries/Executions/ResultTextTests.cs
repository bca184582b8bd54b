using Tarn.Queries.Executions;
using Tarn.Queries.Executions.Results;
using Xunit;

namespace Tarn.Tests.Queries.Executions;

/// <summary>Values as Athena writes them, in files and answers.</summary>
public sealed class ResultTextTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.00099, "9.9E-4")]
    [InlineData(9999999.0, "9999999.0")]
    [InlineData(10000000.0, "1.0E7")]
    [InlineData(12345678.9, "1.23456789E7")]
    [InlineData(1e10, "1.0E10")]
    [InlineData(1e100, "1.0E100")]
    [InlineData(1.25e-300, "1.25E-300")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(double.MaxValue, "1.7976931348623157E308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_double_is_written_as_Java_does(double number, string expected) =>
        Assert.Equal(expected, JavaNumber.Of(number));

    [Theory]
    [InlineData("CAST(1.5 AS real)", "float", "1.5")]
    [InlineData("1e10", "double", "1.0E10")]
    [InlineData("CAST('1.50' AS decimal(5,2))", "decimal", "1.50")]
    [InlineData("ARRAY[1, 2, NULL]", "array", "[1, 2, null]")]
    [InlineData("ARRAY['a', 'b c']", "array", "[a, b c]")]
    [InlineData("MAP(ARRAY['k'], ARRAY[1])", "map", "{k=1}")]
    [InlineData("CAST(ROW(1, 'x') AS ROW(id integer, name varchar))", "row", "{id=1, name=x}")]
    [InlineData("X'0102FF'", "varbinary", "01 02 ff")]
    [InlineData("true", "boolean", "true")]
    [InlineData("DATE '2020-01-01'", "date", "2020-01-01")]
    [InlineData("TIMESTAMP '2020-01-01 12:34:56.789'", "timestamp", "2020-01-01 12:34:56.789")]
    [InlineData("TIMESTAMP '2020-01-01 12:00:00'", "timestamp", "2020-01-01 12:00:00.000")]
    [InlineData("TIMESTAMP '2020-01-01 12:00:00 UTC'", "timestamp with time zone", "2020-01-01 12:00:00.000 UTC")]
    [InlineData("INTERVAL '2' DAY", "interval day to second", "2 00:00:00.000")]
    [InlineData("''", "varchar", "")]
    [InlineData("CAST(NULL AS varchar)", "varchar", null)]
    public async Task A_value_has_Athenas_type_and_text(string expression, string type, string? text)
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();

        ExecutionRecord record = await lake.RunAsync($"SELECT {expression} AS value");
        IReadOnlyList<IReadOnlyList<string?>> rows = await lake.RowsAsync(record);

        Assert.Null(record.Failure);
        Assert.Equal(type, record.Outcome!.Columns[0].Type);
        Assert.Equal([["value"], [text]], rows);
    }

    [Fact]
    public async Task The_file_quotes_every_value_and_leaves_null_out()
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();

        ExecutionRecord record = await lake.RunAsync(
            "SELECT * FROM (VALUES (1, 'a \"b\"', 'x'), (2, NULL, ''), (3, 'line\nline', ',')) AS t(n, a, b)"
            + " ORDER BY 1");

        Assert.Equal(
            "\"n\",\"a\",\"b\"\n\"1\",\"a \"\"b\"\"\",\"x\"\n\"2\",,\"\"\n\"3\",\"line\nline\",\",\"\n",
            lake.ReadObject(record.Place));
        Assert.Equal(
            [["n", "a", "b"], ["1", "a \"b\"", "x"], ["2", null, ""], ["3", "line\nline", ","]],
            await lake.RowsAsync(record));
    }

    [Fact]
    public async Task A_result_without_rows_has_its_header()
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();

        ExecutionRecord record = await lake.RunAsync("SELECT 1 AS one WHERE false");

        Assert.Equal("\"one\"\n", lake.ReadObject(record.Place));
    }

    [Fact]
    public async Task A_page_is_found_by_where_the_last_one_ended_and_nowhere_else()
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();
        ExecutionRecord record = await lake.RunAsync("SELECT n FROM UNNEST(sequence(1, 5)) AS t(n) ORDER BY n");

        ResultPage first = (await lake.Executions.ReadAsync(record, 0, 3, CancellationToken.None))!;
        ResultPage second = (await lake.Executions.ReadAsync(record, first.Next!.Value, 3, CancellationToken.None))!;

        Assert.Equal([["n"], ["1"], ["2"]], first.Rows);
        Assert.Equal([["3"], ["4"], ["5"]], second.Rows);
        Assert.Null(second.Next);
        Assert.Null(await lake.Executions.ReadAsync(record, first.Next.Value + 1, 3, CancellationToken.None));
        Assert.Null(await lake.Executions.ReadAsync(record, 1_000_000, 3, CancellationToken.None));
    }

    [Fact]
    public async Task Show_and_describe_are_lines()
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();
        await lake.RunAsync("CREATE EXTERNAL TABLE raw.t (a int COMMENT 'first') LOCATION 's3://raw/t/'");

        ExecutionRecord shown = await lake.RunAsync("SHOW TABLES IN raw");
        ExecutionRecord described = await lake.RunAsync("DESCRIBE raw.t");

        Assert.Equal("t", lake.ReadObject(shown.Place));
        Assert.EndsWith(".txt", shown.Place.Key, StringComparison.Ordinal);
        Assert.Equal(
            "a                   \tint                 \tfirst               ", lake.ReadObject(described.Place));
    }
}
