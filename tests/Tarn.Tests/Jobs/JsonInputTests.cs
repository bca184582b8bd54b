using System.IO.Compression;
using System.Text;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

/// <summary>Raw tables of JSON lines.</summary>
public sealed class JsonInputTests : IDisposable
{
    private const string Yaml = """
        version: 1
        zones: {raw: , staging: }
        tables:
          raw.clicks:
            files: clicks/**/*
            format: json
            columns:
              id: {type: varchar, from: [eventId]}
              seen_at: timestamp
              price: double
              tags: varchar[]
              place: STRUCT(city VARCHAR)
        """;

    private readonly LakeRig _lake = new() { LakeYaml = Yaml };

    public JsonInputTests() => _lake.WriteModel(
        "staging.clicks",
        "materialized: incremental\n"
        + "checks:\n  - sql: {name: malformed, where: _malformed IS NOT NULL, on_fail: quarantine}",
        "SELECT id, seen_at, price, tags, place.city AS city, _malformed FROM raw.clicks");

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Keys_become_columns_and_values_their_types()
    {
        Drop(
            "2024/02/01/a",
            """{"eventId":"1","seen_at":"2024-02-01T10:00:00Z","price":2.5,"tags":["x"],"place":{"city":"Ulm"}}""");
        Drop("2024/02/01/b", """{"id":"2","price":"3","more":true}""");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((RunState.Succeeded, 2), (step.State, step.RowsOut));
        Assert.Equal(
            ["1|2024-02-01 10:00:00.000|2.5|x|Ulm", "2|null|3|null|null"],
            await _lake.QueryAsync(
                "SELECT id, CAST(seen_at AS VARCHAR), price, tags[1], city FROM staging.clicks ORDER BY id"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_line_that_is_no_JSON_is_quarantined_with_its_place_and_the_rest_loaded(bool isPacked)
    {
        string text = """
            {"id":"1","price":1}
            {"id":"2","pri

            [1, 2]
            {"other":1}
            {"id":"3","price":"much"}
            {"id":"4"}
            """;
        if (isPacked)
        {
            Pack("a.gz", text);
        }
        else
        {
            Drop("a", text);
        }

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((RunState.Succeeded, 2, 4), (step.State, step.RowsOut, step.RowsQuarantined));
        Assert.Equal(step.RowsIn, step.RowsOut + step.RowsQuarantined);
        Assert.Equal(["1", "4"], await _lake.QueryAsync("SELECT id FROM staging.clicks ORDER BY id"));
        string key = isPacked ? "raw/clicks/a.gz" : "raw/clicks/a";
        Assert.Equal(
            [
                "malformed|null",
                $"unreadable_line|{key}:2: no JSON at byte 15: {{\"id\":\"2\",\"pri",
                $"unreadable_line|{key}:4: expected an object, found Array: [1, 2]",
                $"unreadable_line|{key}:5: it has none of the table's columns: {{\"other\":1}}",
            ],
            await _lake.QueryAsync("SELECT check_name, detail FROM staging.clicks__quarantine ORDER BY ALL"));
    }

    [Fact]
    public async Task An_object_that_is_no_JSON_at_all_and_one_that_is_cut_off_do_not_fail_the_run()
    {
        Drop("a", "{\"id\":\"1\"}");
        Drop("b", "\u0000\u0001 binary");
        byte[] packed = Packed("{\"id\":\"2\"}\n");
        Write("c.gz", packed[..^6]);

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((RunState.Succeeded, 1), (step.State, step.RowsOut));
        Assert.Equal("clicks/c.gz", Assert.Single(step.Unreadable).Key);
        Assert.Equal(1, step.RowsQuarantined);
    }

    [Fact]
    public async Task Queries_leave_such_lines_out_too()
    {
        Drop("a", "{\"id\":\"1\"}\nno\n");

        Assert.Equal(["1|clicks/a"], await _lake.QueryAsync("SELECT id, _file FROM raw.clicks"));
    }

    private static byte[] Packed(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Fastest))
        {
            stream.Write(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));
        }

        return packed.ToArray();
    }

    private void Pack(string name, string text) => Write(name, Packed(text));

    private void Drop(string name, string text) => _lake.Write($"data/raw/clicks/{name}", text);

    private void Write(string name, byte[] content)
    {
        string path = Path.Combine(_lake.Directory, "data/raw/clicks", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
