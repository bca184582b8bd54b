using System.IO.Compression;
using System.Text;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Engine;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Crawlers;

public sealed class HostileObjectsTests : IDisposable
{
    private const int Names = 300;

    private readonly CrawlRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Hostile_names_of_objects_are_tables_that_answer()
    {
        Random random = new(TestSeed.Read());
        const string characters = "ab'\"[]{}*?!%$#&;,=+ \\|~^`<>()\t\u00e9\u4e2d\u202e";
        HashSet<string> folders = new(StringComparer.Ordinal);
        while (folders.Count < Names)
        {
            string name = string.Concat(
                Enumerable.Range(0, random.Next(1, 12)).Select(_ => characters[random.Next(characters.Length)]));
            bool isPlain = !name.StartsWith('.') && !name.Contains('=', StringComparison.Ordinal);
            if (isPlain && SqlText.IsNameable(name) && folders.Add(name))
            {
                _rig.Drop($"{name}/x.csv", "id,n\n1,2\n");
            }
        }

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Empty(report.Junk);
        Assert.Equal(Names, report.Tables.Count);
        Assert.All(report.Tables, table => Assert.Equal(TableOutcome.Created, table.Outcome));
        Assert.Equal(Names, report.Tables.Select(table => table.Name).Distinct().Count());
        string sql = string.Join(" UNION ALL ", report.Tables.Select(table => $"SELECT n FROM {table.Name}"));
        Assert.Equal(["600"], await _rig.QueryAsync($"SELECT sum(n) FROM ({sql})"));
        Assert.All((await _rig.CrawlAsync()).Tables, table => Assert.Equal(TableOutcome.Unchanged, table.Outcome));
    }

    [Fact]
    public async Task One_line_of_json_that_never_ends_is_left_out()
    {
        byte[] start = Encoding.UTF8.GetBytes("{\"a\":\"");
        _rig.Drop("a/huge.json", start);
        await using (FileStream file = new(_rig.PathOf("a/huge.json"), FileMode.Append))
        {
            byte[] block = [.. Enumerable.Repeat((byte)'x', 1_000_000)];
            for (int i = 0; i < 300; i++)
            {
                await file.WriteAsync(block, TestContext.Current.CancellationToken);
            }
        }

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Contains("first line", Assert.Single(report.Junk).Reason, StringComparison.Ordinal);
        Assert.Empty(report.Tables);
    }

    [Fact]
    public async Task Ten_thousand_columns_are_a_table_and_twenty_thousand_are_left_out()
    {
        _rig.Drop("a/wide.csv", Wide(10_000));
        _rig.Drop("b/wider.csv", Wide(20_000));

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Equal("raw.a", Assert.Single(report.Tables).Name);
        Assert.Equal("b/wider.csv", Assert.Single(report.Junk).Key);
        Assert.Equal(10_000, (await _rig.FindAsync("raw.a"))!.Columns.Count);
        Assert.Equal(["0|9999"], await _rig.QueryAsync("SELECT c0, c9999 FROM raw.a"));
    }

    [Fact]
    public async Task Gzip_bombs_and_gzip_that_is_cut_off_end_no_crawl()
    {
        byte[] bomb = Gzip(new byte[64 * 1024 * 1024]);
        byte[] good = Gzip(Encoding.UTF8.GetBytes("id,n\n1,2\n"));
        _rig.Drop("a/bomb.csv.gz", bomb);
        _rig.Drop("a/cut.csv.gz", good[..^4]);
        _rig.Drop("a/good.csv.gz", good);

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Equal(["a/bomb.csv.gz", "a/cut.csv.gz"], report.Junk.Select(junk => junk.Key).Order());
        Assert.Equal(["1"], await _rig.QueryAsync($"SELECT count(*) FROM {Assert.Single(report.Tables).Name}"));
    }

    [Fact]
    public async Task Of_two_crawls_of_one_crawler_at_one_time_each_ends_and_the_table_is_there_once()
    {
        for (int i = 0; i < 50; i++)
        {
            _rig.Drop($"a/{i}.csv", $"id,n\n{i},2\n");
        }

        Task<string>[] crawls = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(TryCrawlAsync))];
        string[] outcomes = await Task.WhenAll(crawls);

        Assert.Contains("done", outcomes);
        Assert.All(outcomes, outcome => Assert.Contains(outcome, new[] { "done", ErrorCodes.StateConflict }));
        Assert.Equal(TableOutcome.Unchanged, Assert.Single((await _rig.CrawlAsync()).Tables).Outcome);
        Assert.Equal(["50|1225"], await _rig.QueryAsync("SELECT count(*), sum(id) FROM raw.a"));
    }

    [Fact]
    public async Task Encodings_that_do_not_go_together_are_tables_of_their_own()
    {
        _rig.Drop("a/one.csv", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("name,n\nMüller,1\n")]);
        _rig.Drop("a/two.csv", Encoding.Latin1.GetBytes("name,n\nJosé,2\n"));
        _rig.Drop("a/three.csv", Encoding.Unicode.GetBytes("name,n\nAnn,3\n"));

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Equal(["raw.one", "raw.three", "raw.two"], report.Tables.Select(table => table.Name));
        Assert.Equal(["Müller|1"], await _rig.QueryAsync("SELECT name, n FROM raw.one"));
        Assert.Equal(["José|2"], await _rig.QueryAsync("SELECT name, n FROM raw.two"));
        Assert.Equal(["Ann|3"], await _rig.QueryAsync("SELECT name, n FROM raw.three"));
    }

    /// <summary>A header c0, c1, … and a row 0, 1, ….</summary>
    private static string Wide(int columns)
    {
        int[] places = [.. Enumerable.Range(0, columns)];
        return $"{string.Join(',', places.Select(place => $"c{place}"))}\n{string.Join(',', places)}\n";
    }

    private static byte[] Gzip(byte[] plain)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.SmallestSize))
        {
            gzip.Write(plain);
        }

        return target.ToArray();
    }

    private async Task<string> TryCrawlAsync()
    {
        try
        {
            await _rig.CrawlAsync();
            return "done";
        }
        catch (TarnException exception)
        {
            return exception.Code;
        }
    }
}
