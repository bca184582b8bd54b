using Tarn.Common;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Statements.Writing;

/// <summary>Values in text: read back as they were, or refused.</summary>
public sealed class TextWriteTests : IDisposable
{
    private const string Delimited = "ROW FORMAT DELIMITED FIELDS TERMINATED BY ','";
    private const string Escaped = @"ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' ESCAPED BY '\\'";
    private const string Tabs = @"ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'";
    private const string Quoted = "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'";

    private const string QuotedWithEscape = Quoted
        + @" WITH SERDEPROPERTIES ('separatorChar' = ';', 'quoteChar' = '''', 'escapeChar' = '\\')";

    private const string Json = "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'";

    private readonly LakeRig _lake = new("zones: {raw: , staging: , curated: }");

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData(Delimited)]
    [InlineData(Escaped)]
    [InlineData(Tabs)]
    [InlineData(Quoted)]
    [InlineData(QuotedWithEscape)]
    [InlineData(Json)]
    public async Task Texts_are_read_back_as_they_were_written(string format)
    {
        string[] values = [.. ValuesOf(format)];
        string rows = string.Join(
            " UNION ALL ", values.Select((value, n) => $"SELECT {Literal(value)}, {n}, {Literal(value)}"));
        string header = format == Json ? "" : " TBLPROPERTIES ('skip.header.line.count' = '1')";
        foreach ((string table, string properties) in ((string, string)[])[("raw.a", ""), ("raw.b", header)])
        {
            await _lake.ExecuteAsync(
                $"CREATE EXTERNAL TABLE {table} (s string, n int, u string) {format}"
                + $" LOCATION 's3://raw/{table}/'{properties}");

            await _lake.ExecuteAsync($"INSERT INTO {table} {rows} UNION ALL SELECT NULL, NULL, 'u'");

            Assert.Equal(
                (string[])["null|null|u", .. values.Select((value, n) => $"{value}|{n}|{value}")],
                await _lake.QueryAsync($"SELECT s, n, u FROM {table} ORDER BY n NULLS FIRST"));
        }
    }

    [Theory]
    [InlineData(Delimited, "", "a text that is read as null")]
    [InlineData(Delimited, "\\N", "a text that is read as null")]
    [InlineData(Delimited, "a,b", "the delimiter")]
    [InlineData(Delimited, "a\nb", "a line break")]
    [InlineData(Delimited, "a\rb", "a line break")]
    [InlineData(Delimited, "\0", "a NUL character")]
    [InlineData(Delimited, "\ufeffa", "a byte order mark")]
    [InlineData(Escaped, "a\nb", "a line break")]
    [InlineData(Tabs, "a\tb", "the delimiter")]
    [InlineData(Quoted, "", "a text that is read as null")]
    [InlineData(Quoted, "a\nb", "a line break")]
    public async Task What_text_cannot_say_is_refused_and_nothing_is_written(string format, string value, string what)
    {
        await _lake.ExecuteAsync(
            $"CREATE EXTERNAL TABLE raw.t (n int, s string) {format} LOCATION 's3://raw/t/'");

        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(
            () => _lake.ExecuteAsync($"INSERT INTO raw.t SELECT 1, 'a' UNION ALL SELECT 2, {Literal(value)}"));

        Assert.Equal(ErrorCodes.ConversionFailed, exception.Code);
        Assert.StartsWith(
            $"HIVE_WRITER_DATA_ERROR: {what} in column 's' cannot be written:",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Empty(await _lake.QueryAsync("SELECT * FROM raw.t"));
    }

    [Theory]
    [InlineData(Delimited)]
    [InlineData(Quoted)]
    [InlineData(Json)]
    public async Task Values_of_all_types_are_read_back(string format)
    {
        await _lake.ExecuteAsync(
            "CREATE EXTERNAL TABLE raw.t (b boolean, l bigint, d double, m decimal(9,2), a date, w timestamp, x binary)"
            + $" {format} LOCATION 's3://raw/t/'");
        const string rows = "SELECT true AS b, -9223372036854775807 AS l, 1e300 AS d, CAST(-1.5 AS decimal(9,2)) AS m,"
            + " DATE '2024-02-29' AS a, TIMESTAMP '2024-02-29 23:59:59.123456' AS w, X'00FF41' AS x"
            + " UNION ALL SELECT false, 0, nan(), NULL, NULL, NULL, NULL"
            + " UNION ALL SELECT NULL, NULL, -infinity(), NULL, NULL, NULL, NULL";

        await _lake.ExecuteAsync($"INSERT INTO raw.t {rows}");

        Assert.Equal(
            ["0"],
            await _lake.QueryAsync(
                $"SELECT count(*) FROM (({rows}) EXCEPT SELECT * FROM raw.t UNION ALL"
                + $" (SELECT * FROM raw.t EXCEPT ({rows})))"));
    }

    [Fact]
    public async Task Nested_values_are_read_back_from_json()
    {
        await _lake.ExecuteAsync(
            "CREATE EXTERNAL TABLE raw.t (id int, s struct<a:int,b:array<string>>, m map<string,double>) STORED AS JSON"
            + " LOCATION 's3://raw/t/'");

        await _lake.ExecuteAsync(
            "INSERT INTO raw.t SELECT 1, CAST(ROW(7, ARRAY['x\"y', NULL, '']) AS ROW(a int, b array(varchar))),"
            + " MAP(ARRAY['k'], ARRAY[0.5E0]) UNION ALL SELECT 2, NULL, NULL");

        Assert.Equal(
            ["1|7|x\"y|null||0.5", "2|null|null|null|null|null"],
            await _lake.QueryAsync(
                "SELECT id, s.a, element_at(s.b, 1), element_at(s.b, 2), element_at(s.b, 3), element_at(m, 'k')"
                + " FROM raw.t ORDER BY id"));
    }

    [Fact]
    public async Task Columns_are_written_by_the_names_that_files_have()
    {
        await _lake.ExecuteAsync(
            "CREATE EXTERNAL TABLE raw.t (id int, user_name string) ROW FORMAT SERDE"
            + " 'org.openx.data.jsonserde.JsonSerDe' WITH SERDEPROPERTIES ('mapping.user_name' = 'userName')"
            + " LOCATION 's3://raw/t/' TBLPROPERTIES ('write.compression' = 'NONE')");

        await _lake.ExecuteAsync("INSERT INTO raw.t VALUES (1, 'a')");

        string file = Assert.Single(Directory.GetFiles(Path.Combine(_lake.Directory, "data", "raw", "t")));
        Assert.EndsWith(".json", file, StringComparison.Ordinal);
        Assert.Equal("{\"id\":1,\"userName\":\"a\"}\n", ReadOnly("raw/t"));
        Assert.Equal(["1|a"], await _lake.QueryAsync("SELECT * FROM raw.t"));
    }

    [Fact]
    public async Task What_is_unloaded_for_others_tells_an_empty_text_from_null()
    {
        await _lake.ExecuteAsync(
            "UNLOAD (SELECT 1, '', CAST(NULL AS varchar), 'a\"b') TO 's3://raw/csv/'"
            + " WITH (format = 'CSV', compression = 'NONE')");
        await _lake.ExecuteAsync(
            "UNLOAD (SELECT 1, '', CAST(NULL AS varchar)) TO 's3://raw/text/'"
            + " WITH (format = 'TEXTFILE', field_delimiter = ';', compression = 'NONE')");

        Assert.Equal("\"1\",\"\",,\"a\"\"b\"\n", ReadOnly("raw/csv"));
        Assert.Equal("1;;\\N\n", ReadOnly("raw/text"));
    }

    private string ReadOnly(string place) =>
        File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(_lake.Directory, "data", place))));

    /// <summary>SQL of a text with any characters.</summary>
    /// <summary>Those that the format can have.</summary>
    private static IEnumerable<string> ValuesOf(string format) =>
    [
        "plain", " blanks ", "\"", "a\"b\"", "'", "NULL", "\\", "a\\N", "é漢🙂", "x;y|z", "#", "\u00a0",
        .. format == Delimited ? (string[])[] : ["a,b", ","],
        .. format == Json ? (string[])["", "\n", "a\r\nb", "\t", "\0", "\\N", "\ufeffx"] : [],
        .. format == Quoted ? (string[])["\\N", "\t", "\ufeffx"] : [],
    ];

    private static string Literal(string value) => value.Any(char.IsControl)
        ? $"concat('', {string.Join(", ", value.Select(character => $"chr({(int)character})"))})"
        : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
