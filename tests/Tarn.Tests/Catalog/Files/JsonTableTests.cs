using System.IO.Compression;
using System.Text;
using Tarn.Tests.Samples;
using Xunit;

namespace Tarn.Tests.Catalog.Files;

/// <summary>Raw tables of JSON lines: each line is a row, whatever is wrong with the lines around it.</summary>
public sealed class JsonTableTests : IDisposable
{
    private const string Event = """{"id":"a","tags":["x","y"],"to":{"city":"Ulm","zip":1},"n":7,"e":"é"}""";

    private readonly CommandLake _lake = new();

    public JsonTableTests() => _lake.Write("lake.yaml", """
        version: 1
        zones: {raw: }
        tables:
          raw.events:
            files: [events/*]
            format: json
            columns:
              id: {type: varchar, from: [event_id]}
              kind: {type: varchar, from: [Kind]}
              n: {type: bigint, from: [number]}
              to: struct(city varchar, zip integer)
              tags: varchar[]
        """);

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_line_that_is_cut_off_anywhere_leaves_the_next_one_alone()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Event);
        using MemoryStream text = new();
        for (int length = 1; length < whole.Length; length++)
        {
            text.Write(whole.AsSpan(0, length));
            text.Write(length % 2 == 0 ? " \r\n"u8 : "\n"u8);
            text.Write(Encoding.UTF8.GetBytes($$"""{"id":"{{length}}","n":1}"""));
            text.Write("\n"u8);
        }

        Write("plain", text.ToArray(), isCompressed: false);
        Write("packed", text.ToArray(), isCompressed: true);

        int pairs = whole.Length - 1;
        Assert.Equal(
            $"packed\t{pairs}\t{pairs}\t{2 * pairs - 1}\nplain\t{pairs}\t{pairs}\t{2 * pairs - 1}",
            await _lake.RunAsync("query", """
                SELECT split_part(_file, '/', 2), count(*) FILTER (WHERE n = 1 AND _row = 2 * CAST(id AS BIGINT) - 1),
                    count(*) FILTER (WHERE _malformed LIKE 'no JSON object%'), max(_row)
                FROM raw.events GROUP BY 1 ORDER BY 1
                """));
    }

    [Fact]
    public async Task Values_are_read_by_any_of_their_names_and_misfits_are_told()
    {
        Write("a", Encoding.UTF8.GetBytes($$$"""
            {{{Event}}}
            {"event_id":5,"Kind":"k","number":"12","to":{"city":"Bern"},"more":true}
            {"id":"c","n":"many"}
            [1,2]
            """), isCompressed: true);

        Assert.Equal(
            """
            a|7|Ulm|x|
            5|12|Bern||k
            c||||
            ||||
            """.ReplaceLineEndings("\n"),
            await _lake.RunAsync("query", """
                SELECT concat_ws('|', coalesce(id, ''), coalesce(CAST(n AS VARCHAR), ''), coalesce("to".city, ''),
                    coalesce(tags[1], ''), coalesce(kind, '')) FROM raw.events ORDER BY _row
                """));
        Assert.Equal(
            "n: 'many' is not BIGINT\nno JSON object with any of the columns",
            await _lake.RunAsync("query", "SELECT _malformed FROM raw.events WHERE _malformed <> '' ORDER BY _row"));
    }

    [Fact]
    public async Task Gzip_data_that_is_cut_off_is_left_out_whole()
    {
        Write("whole", Encoding.UTF8.GetBytes(Event + "\n"), isCompressed: true);
        string path = Path.Join(_lake.Path, "data", "raw", "events", "whole");
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path + "-half", bytes[..^5]);

        Assert.Equal("1", await _lake.RunAsync("query", "SELECT count(*) FROM raw.events"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_have_their_numbers_however_many_threads_read(bool isCompressed)
    {
        const int rows = 60_000;
        StringBuilder text = new();
        for (int row = 0; row < rows; row++)
        {
            string blanks = row % 1000 == 0 ? "\n \t\r\n" : "";
            text.Append($$"""{{blanks}}{"id":"{{row}}","tags":["{{new string('x', row % 300)}}"]}""").Append('\n');
        }

        foreach (string name in (string[])["a", "b", "c"])
        {
            Write(name, Encoding.UTF8.GetBytes(text.ToString()), isCompressed);
        }

        Assert.Equal(
            $"3\t{3 * rows}\t{3 * rows}\t{rows}\t{rows - 1}",
            await _lake.RunAsync("query", """
                SELECT count(DISTINCT _file), count(*), count(*) FILTER (WHERE CAST(id AS BIGINT) = _row),
                    count(DISTINCT _row), max(_row)
                FROM raw.events
                """));
    }

    [Fact]
    public async Task Numbers_keep_their_digits_and_what_other_programs_write_is_taken()
    {
        _lake.Write("lake.yaml", """
            version: 1
            zones: {raw: }
            tables:
              raw.events:
                files: [events/*]
                format: json
                columns: {id: varchar, d: 'decimal(38,10)', x: double}
            """);
        Write("a", [.. "\u00ef\u00bb\u00bf".Select(part => (byte)part), .. Encoding.UTF8.GetBytes("""
            {"id":12.50,"d":1234567890123456789012345678.0123456789,"x":NaN}
            {"id":"a","id":1e2,"d":null,"x":-Infinity,}
            {"id":"\ud83d\ude00 \u00e9\n","d":"0.5","x":1e400}
            """)], isCompressed: false);

        Assert.Equal(
            "12.50|1234567890123456789012345678.0123456789|NaN\n1e2|null|-Infinity\n😀 éN|0.5000000000|Infinity",
            await _lake.RunAsync("query", """
                SELECT concat_ws('|', replace(id, chr(10), 'N'), coalesce(CAST(d AS VARCHAR), 'null'),
                    coalesce(CAST(x AS VARCHAR), 'null')) FROM raw.events ORDER BY _row
                """));
    }

    [Theory]
    [InlineData("SELECT count(*) FROM raw.events", "40000")]
    [InlineData("SELECT count(_malformed) FROM raw.events", "0")]
    [InlineData("SELECT count(*) FROM raw.events a JOIN raw.events b ON a.id = b.id AND a._file = b._file", "40000")]
    [InlineData("WITH e AS (SELECT * FROM raw.events) SELECT (SELECT max(n) FROM e) - (SELECT min(n) FROM e)", "19999")]
    [InlineData("SELECT DISTINCT _file FROM raw.events WHERE _file LIKE '%b'", "events/b")]
    [InlineData("SELECT count(*) FROM (SELECT id FROM raw.events LIMIT 3)", "3")]
    [InlineData("SELECT id FROM raw.events WHERE _file = 'events/a' ORDER BY _row LIMIT 1 OFFSET 12345", "12345")]
    [InlineData("SELECT n FROM raw.events WHERE id IN (SELECT id FROM raw.events WHERE n = 7) LIMIT 1", "7")]
    [InlineData("SELECT \"to\".city, tags[2] FROM raw.events WHERE n = 8 AND _file = 'events/b'", "Ulm\ty")]
    public async Task Statements_read_the_table_in_any_way(string sql, string expected)
    {
        byte[] lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(
            n => $$"""{"n":{{n}},"to":{"city":"Ulm"},"tags":["x","y"],"id":"{{n}}"}""" + "\r\n")));
        Write("a", lines, isCompressed: true);
        Write("b", lines[..^2], isCompressed: false);
        Write("empty", [], isCompressed: false);
        Write("nothing", [], isCompressed: true);
        Write("blank", "\n \r\n\t\n"u8.ToArray(), isCompressed: true);

        Assert.Equal(expected, await _lake.RunAsync("query", sql));
    }

    [Fact]
    public async Task A_long_line_is_read_and_one_that_is_too_long_leaves_its_file_out()
    {
        string line = $$"""{"id":"{{new string('x', 5_000_000)}}"}""";
        Write("long", Encoding.UTF8.GetBytes($"{Event}\n{line}\n{Event}"), isCompressed: true);
        Write("longer", Encoding.UTF8.GetBytes($"{Event}\n{line}{new string(' ', 12_000_000)}\n"), isCompressed: false);

        Assert.Equal(
            "events/long\t3\t5000000",
            await _lake.RunAsync("query", "SELECT _file, count(*), max(length(id)) FROM raw.events GROUP BY 1"));
    }

    [Fact]
    public async Task A_run_that_meets_a_file_that_is_cut_off_writes_the_rows_of_the_others()
    {
        _lake.Write("models/raw/e.sql", """
            /* tarn
            table: raw.e
            job: e
            materialized: incremental
            strategy: append
            */
            SELECT id, _file AS file FROM raw.events
            """);
        string lines = string.Concat(Enumerable.Range(0, 50_000).Select(n => $"{{\"id\":\"{n * 7919L}\"}}\n"));
        Write("a", Encoding.UTF8.GetBytes(lines + "no record\n"), isCompressed: true);
        Write("c", Encoding.UTF8.GetBytes(lines), isCompressed: false);
        string path = Path.Join(_lake.Path, "data", "raw", "events", "a");
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(Path.Join(_lake.Path, "data", "raw", "events", "b"), bytes[..(bytes.Length / 2)]);

        await _lake.RunAsync("run", "e");

        Assert.Equal(
            "events/a\t50000\nevents/c\t50000",
            await _lake.RunAsync("query", "SELECT file, count(*) FROM raw.e GROUP BY 1 ORDER BY 1"));
        Assert.Equal(
            "events/b\ttrue",
            await _lake.RunAsync("query", """
                SELECT key, reason LIKE '%gzip data is%cut off%' FROM system.rejected_files
                """));
    }

    [Fact]
    public async Task What_is_read_is_counted()
    {
        Write("a", Encoding.UTF8.GetBytes(Event + "\n"), isCompressed: false);

        string plan = await _lake.RunAsync("query", "EXPLAIN ANALYZE SELECT n FROM raw.events");

        Assert.Contains($"read {Encoding.UTF8.GetByteCount(Event) + 1} bytes", plan, StringComparison.Ordinal);
        Assert.Contains("raw.events", plan, StringComparison.Ordinal);
    }

    private void Write(string name, byte[] text, bool isCompressed)
    {
        string path = Path.Join(_lake.Path, "data", "raw", "events", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Stream file = File.Create(path);
        using Stream stream = isCompressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(text);
    }
}
