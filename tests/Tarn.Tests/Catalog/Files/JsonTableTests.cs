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

    private void Write(string name, byte[] text, bool isCompressed)
    {
        string path = Path.Join(_lake.Path, "data", "raw", "events", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Stream file = File.Create(path);
        using Stream stream = isCompressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(text);
    }
}
