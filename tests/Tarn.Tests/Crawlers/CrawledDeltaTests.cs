using Tarn.Catalog.Entries;
using Tarn.Crawlers;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Crawlers;

/// <summary>Delta tables that somebody put into a zone, from the drop to the query.</summary>
public sealed class CrawledDeltaTests : IDisposable
{
    private readonly CrawlRig _rig = new();
    private readonly LakeRig _writer = new();

    public void Dispose()
    {
        _rig.Dispose();
        _writer.Dispose();
    }

    [Theory]
    [InlineData("events", "events/")]
    [InlineData("a/b/events", "a/b/events/")]
    [InlineData("a/b/events", "a/")]
    [InlineData("a/b/events", "")]
    public async Task A_prefix_with_a_delta_table_in_it_or_as_its_root_makes_that_table(string root, string prefix)
    {
        await WriteAsync(root, "SELECT i AS id, i % 2 AS k FROM range(10) r(i)");

        CrawlReport report = await _rig.CrawlAsync(CrawlRig.Crawler(prefix: prefix));

        Assert.Equal(("raw.events", TableOutcome.Created), Outcome(Assert.Single(report.Tables)));
        Assert.Empty(report.Junk);
        Assert.Equal(EntryKind.Delta, (await _rig.FindAsync("raw.events"))!.Kind);
        Assert.Equal(["10|45|5"], await _rig.QueryAsync("SELECT count(*), sum(id), sum(k) FROM raw.events"));
    }

    [Fact]
    public async Task The_whole_bucket_may_be_the_table()
    {
        await WriteAsync("", "SELECT 7 AS id");

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Equal(("raw.raw", TableOutcome.Created), Outcome(Assert.Single(report.Tables)));
        Assert.Equal(["7"], await _rig.QueryAsync("SELECT id FROM raw.raw"));
    }

    [Fact]
    public async Task A_delta_table_beside_and_below_plain_files_is_a_table_of_its_own()
    {
        _rig.Drop("drops/1.csv", "id,n\n1,2\n");
        _rig.Drop("drops/2.csv", "id,n\n3,4\n");
        await WriteAsync("drops/events", "SELECT i AS id FROM range(5) r(i)");

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Equal(["raw.drops", "raw.events"], report.Tables.Select(table => table.Name));
        Assert.Equal(["2|4"], await _rig.QueryAsync("SELECT count(*), sum(id) FROM raw.drops"));
        Assert.Equal(["5|10"], await _rig.QueryAsync("SELECT count(*), sum(id) FROM raw.events"));
        Assert.All((await _rig.CrawlAsync()).Tables, table => Assert.Equal(TableOutcome.Unchanged, table.Outcome));
    }

    [Fact]
    public async Task Its_new_columns_are_a_change_and_a_broken_log_is_left_out()
    {
        await WriteAsync("events", "SELECT 1 AS id");
        await _rig.CrawlAsync();
        Directory.Delete(_rig.PathOf("events"), recursive: true);
        await WriteAsync("events", "SELECT 1 AS id, 'x' AS note");

        CrawledTable changed = Assert.Single((await _rig.CrawlAsync()).Tables);
        _rig.Drop("broken/_delta_log/00000000000000000000.json", "no json");
        CrawlReport report = await _rig.CrawlAsync();

        Assert.Equal(TableOutcome.Changed, changed.Outcome);
        Assert.Equal(["+ column note string"], changed.Changes);
        Assert.Equal("broken/_delta_log/", Assert.Single(report.Junk).Key);
        Assert.Equal("raw.events", Assert.Single(report.Tables).Name);
    }

    private static (string Name, TableOutcome Outcome) Outcome(CrawledTable table) => (table.Name, table.Outcome);

    /// <summary>Lets a model of another lake write the table and moves it into the zone.</summary>
    private async Task WriteAsync(string root, string sql)
    {
        _writer.WriteModel("staging.events", "materialized: table", sql);
        await _writer.RunAsync();
        string target = _rig.PathOf(root);
        string source = Path.Combine(_writer.Directory, "data", "staging", "events");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string moved = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(moved)!);
            File.Copy(file, moved);
        }

        Directory.Delete(source, recursive: true);
    }
}
