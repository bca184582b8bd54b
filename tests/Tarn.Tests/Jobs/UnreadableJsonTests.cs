using System.Globalization;
using System.IO.Compression;
using System.Text;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

/// <summary>Lines of raw JSON files that are no record: runs leave them out and say where they are.</summary>
public sealed class UnreadableJsonTests : IDisposable
{
    private const string Mail = "ann@example.org";

    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: clicks
            zones: {raw: , staging: }
            tables:
              raw.clicks:
                files: clicks/*
                format: json
                columns: {id: bigint, email: varchar}
              raw.names: {files: names/*, format: json, columns: {name: varchar}}
            """,
    };

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task They_are_quarantined_with_file_line_reason_and_text()
    {
        Write(
            "a",
            "{\"id\":1}\n\n  \r\n{\"id\":\n{\"id\":2}\r\nnot json\n"
                + "{\"id\":3}{\"id\":4}\n[5]\n{\"other\":1}\n{\"id\":6}");
        WritePacked("b", "{\"id\":7}\n{\"id\":8,\"email\":\"x");
        _lake.WriteModel("staging.clicks", "materialized: incremental", "SELECT id, _row AS line FROM raw.clicks");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((RunState.Succeeded, 10L, 4L, 6L), (step.State, step.RowsIn, step.RowsOut, step.RowsQuarantined));
        Assert.Equal(
            ["1|0", "2|2", "6|7", "7|0"],
            await _lake.QueryAsync("SELECT id, line FROM staging.clicks ORDER BY 1"));
        Assert.Equal(
            [
                "raw/clicks/a:4: no JSON: it is cut off: {\"id\":",
                "raw/clicks/a:6: no JSON from byte 2 on: not json",
                "raw/clicks/a:7: no JSON from byte 9 on: {\"id\":3}{\"id\":4}",
                "raw/clicks/a:8: no JSON object with any of the columns: [5]",
                "raw/clicks/a:9: no JSON object with any of the columns: {\"other\":1}",
                "raw/clicks/b:2: no JSON: it is cut off: {\"id\":8,\"email\":\"x",
            ],
            await _lake.QueryAsync("SELECT detail FROM staging.clicks__quarantine ORDER BY 1"));
        Assert.Contains(step.Checks, check => check.Name == "unreadable_line" && check.Rows == 6);
        Assert.Equal(
            ["6"], await _lake.QueryAsync("SELECT count(*) FROM raw.clicks WHERE _malformed LIKE 'no JSON object%'"));
    }

    [Fact]
    public async Task A_model_that_looks_for_something_else_does_not_lose_them()
    {
        Write("a", "{\"id\":1}\nbroken\n{\"id\":2}\n");
        _lake.WriteModel("staging.clicks", "", "SELECT id FROM raw.clicks WHERE id = 2 AND email IS NULL");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((1L, 1L), (step.RowsOut, step.RowsQuarantined));
    }

    [Fact]
    public async Task Of_a_long_line_the_start_is_kept()
    {
        Write("a", $"{{\"id\":1}}\n{new string('x', 200_000)}\n");
        _lake.WriteModel("staging.clicks", "", "SELECT id FROM raw.clicks");
        await _lake.RunOneAsync();

        Assert.Equal(
            ["true|true"],
            (await _lake.QueryAsync("""
                SELECT length(detail) BETWEEN 65536 AND 65700, ends_with(detail, 'xx… (200000 bytes)')
                FROM staging.clicks__quarantine
                """)).Select(row => row.ToLowerInvariant()));
    }

    [Fact]
    public async Task A_model_with_private_columns_keeps_length_and_pseudonym_of_the_text()
    {
        string line = $"{{\"email\":\"{Mail}";
        Write("a", $"{{\"id\":1,\"email\":\"{Mail}\"}}\n{line}\n{line}\n");
        _lake.WriteModel("staging.clicks", "private: {hash: [email]}", "SELECT id, email FROM raw.clicks");

        await _lake.RunOneAsync();

        string[] details = await _lake.QueryAsync(
            "SELECT regexp_replace(detail, '[0-9a-f]{64}$', 'PSEUDONYM') FROM staging.clicks__quarantine ORDER BY 1");
        Assert.Equal(
            [
                $"raw/clicks/a:2: no JSON: it is cut off: {line.Length} bytes, PSEUDONYM",
                $"raw/clicks/a:3: no JSON: it is cut off: {line.Length} bytes, PSEUDONYM",
            ],
            details);
        Assert.Equal(
            ["1"],
            await _lake.QueryAsync(
                "SELECT count(DISTINCT regexp_extract(detail, '[0-9a-f]{64}$')) FROM staging.clicks__quarantine"));
    }

    [Fact]
    public async Task Rows_of_many_files_have_the_numbers_that_they_have_in_each()
    {
        const int files = 300;
        for (int i = 0; i < files; i++)
        {
            int rows = i % 5;
            string name = string.Create(CultureInfo.InvariantCulture, $"f{i:D3}");
            IEnumerable<string> lines = Enumerable.Range(0, rows).Select(row => (row + i) % 7 == 0
                ? "{\"id\":"
                : string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{row}}}"));
            string text = string.Join(i % 3 == 0 ? "\n\n" : "\r\n", lines) + (i % 2 == 0 ? "\n" : "");
            if (i % 4 == 0)
            {
                Write(name, text);
            }
            else
            {
                WritePacked(name, text);
            }
        }

        _lake.WriteModel(
            "staging.clicks", "", "SELECT id, _row AS line, _file AS source_file FROM raw.clicks");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal(RunState.Succeeded, step.State);
        int sent = Enumerable.Range(0, files).Sum(i => i % 5);
        int broken = Enumerable.Range(0, files)
            .Sum(i => Enumerable.Range(0, i % 5).Count(row => (row + i) % 7 == 0));
        Assert.Equal((sent, broken), (step.RowsIn, step.RowsQuarantined));
        Assert.Equal(
            [$"{sent - broken}|{sent - broken}"],
            await _lake.QueryAsync(
                "SELECT count(*), count(*) FILTER (id = line AND source_file LIKE 'clicks/f%') FROM staging.clicks"));
        Assert.Equal(
            [$"{sent}|{sent - broken}"],
            await _lake.QueryAsync("SELECT count(*), count(*) FILTER (id = _row) FROM raw.clicks"));
    }

    [Fact]
    public async Task A_table_of_one_column_has_the_values_of_that_column()
    {
        _lake.Write("data/raw/names/a", "{\"name\":\"Ann\"}\n{\"name\":\"Bob\",\"age\":1}\n");

        Assert.Equal(["Ann", "Bob"], await _lake.QueryAsync("SELECT name FROM raw.names ORDER BY 1"));
    }

    private void Write(string name, string text)
    {
        string path = Path.Join(_lake.Directory, "data", "raw", "clicks", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void WritePacked(string name, string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        string path = Path.Join(_lake.Directory, "data", "raw", "clicks", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, packed.ToArray());
    }
}
