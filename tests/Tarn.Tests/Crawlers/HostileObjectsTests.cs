using System.Text;
using Tarn.Crawlers;
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
            if (!name.StartsWith('.') && !name.Contains('=', StringComparison.Ordinal) && folders.Add(name))
            {
                _rig.Drop($"{name}/x.csv", "id,n\n1,2\n");
            }
        }

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Empty(report.Junk);
        Assert.Equal(Names, report.Tables.Count);
        Assert.All(report.Tables, table => Assert.Equal(TableOutcome.Created, table.Outcome));
        Assert.Equal(Names, report.Tables.Select(table => table.Name).Distinct().Count());
        string sql = string.Join(" UNION ALL ", report.Tables.Take(40).Select(table => $"SELECT n FROM {table.Name}"));
        Assert.Equal(["80"], await _rig.QueryAsync($"SELECT sum(n) FROM ({sql})"));
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
            for (int i = 0; i < 100; i++)
            {
                await file.WriteAsync(block, TestContext.Current.CancellationToken);
            }
        }

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Contains("first line", Assert.Single(report.Junk).Reason, StringComparison.Ordinal);
        Assert.Empty(report.Tables);
    }

    [Fact]
    public async Task Encodings_that_do_not_go_together_are_tables_of_their_own()
    {
        _rig.Drop("a/one.csv", Encoding.UTF8.GetBytes("name,n\nMüller,1\n"));
        _rig.Drop("a/two.csv", Encoding.Latin1.GetBytes("name,n\nJosé,2\n"));
        _rig.Drop("a/three.csv", Encoding.Unicode.GetBytes("name,n\nAnn,3\n"));

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Equal(["raw.one", "raw.three", "raw.two"], report.Tables.Select(table => table.Name));
        Assert.Equal(["José|2"], await _rig.QueryAsync("SELECT name, n FROM raw.two"));
        Assert.Equal(["Ann|3"], await _rig.QueryAsync("SELECT name, n FROM raw.three"));
    }
}
