using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Crawlers;
using Xunit;

namespace Tarn.Tests.Crawlers;

public sealed class CrawlerRunnerTests : IDisposable
{
    private readonly CrawlRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Files_that_were_dropped_can_be_queried()
    {
        _rig.Drop("orders/day=2024-05-01/a.csv", "Order ID,amount,placed\n007,1.5,2024-05-01 10:00:00\n");
        _rig.Drop("orders/day=2024-05-02/b.csv", "Order ID,amount,placed\n8,2,\n");

        CrawlReport report = await _rig.CrawlAsync();

        CrawledTable table = Assert.Single(report.Tables);
        Assert.Equal(
            ("raw.orders", TableOutcome.Created, 2), (table.Name, table.Outcome, table.PartitionsAdded));
        Assert.Equal(
            "order_id string, amount double, placed timestamp | day date", await _rig.ColumnsAsync("raw.orders"));
        Assert.Equal(
            ["007|1.5|2024-05-01"],
            await _rig.QueryAsync("SELECT order_id, amount, day::VARCHAR FROM raw.orders WHERE day < '2024-05-02'"));
    }

    [Fact]
    public async Task A_second_crawl_reads_nothing_and_changes_nothing()
    {
        _rig.Drop("a/x.csv", "a,b\n1,2\n");
        _rig.Drop("b/x.json", "{\"a\":{\"b\":1}}\n");
        _rig.Drop("b/broken.json", "{");
        await _rig.CrawlAsync();

        CrawlReport second = await _rig.CrawlAsync();

        Assert.Equal((3, 0, 3), (second.ObjectsListed, second.ObjectsRead, second.ObjectsUnchanged));
        Assert.Equal(1, second.JunkCount);
        Assert.All(second.Tables, table => Assert.Equal(TableOutcome.Unchanged, table.Outcome));
        Assert.Equal(1, (await _rig.FindAsync("raw.a"))!.Version);
    }

    [Fact]
    public async Task Thousands_of_unchanged_objects_are_not_opened_again()
    {
        const int count = 5000;
        for (int i = 0; i < count; i++)
        {
            _rig.Drop($"e/day={i % 50}/{i}.json", "{\"id\":1}\n");
        }

        Assert.Equal(count, (await _rig.CrawlAsync()).ObjectsRead);
        _rig.Drop("e/day=50/new.json", "{\"id\":3000000000}\n");

        CrawlReport second = await _rig.CrawlAsync();

        Assert.Equal((1, 1), (second.ObjectsRead, second.Tables.Single().PartitionsAdded));
        Assert.Equal(["~ column id: int -> bigint"], second.Tables.Single().Changes);
    }

    [Fact]
    public async Task A_change_is_a_new_version_with_a_readable_diff()
    {
        _rig.Drop("a/1.csv", "id,at,note\n1,2024-05-01,\n");
        await _rig.CrawlAsync();
        _rig.Drop("a/2.csv", "id,at,note,extra\n1.5,2024-05-01 10:00,x,true\n");

        CrawledTable table = (await _rig.CrawlAsync()).Tables.Single();

        Assert.Equal(TableOutcome.Changed, table.Outcome);
        Assert.Equal(["~ column id: int -> double", "~ column at: date -> timestamp", "+ column extra boolean"],
            table.Changes);
        Assert.Equal(2, (await _rig.FindAsync("raw.a"))!.Version);
        Assert.Equal(
            ["1|null", "1.5|True"], await _rig.QueryAsync("SELECT id, extra FROM raw.a ORDER BY id"));
    }

    [Fact]
    public async Task Other_quotes_are_a_new_version()
    {
        _rig.Drop("a/1.csv", "id,note\n1,\"x, y\"\n2,z\n");
        await _rig.CrawlAsync();
        _rig.Drop("a/1.csv", "id,note\n1,'x, y'\n2,'z'\n3,w\n");

        CrawledTable table = (await _rig.CrawlAsync()).Tables.Single();

        Assert.Equal(TableOutcome.Changed, table.Outcome);
        Assert.Equal(["~ format: csv ',' -> csv ',', quote '"], table.Changes);
        Assert.Equal(["1|x, y"], await _rig.QueryAsync("SELECT id, note FROM raw.a WHERE id = 1"));
    }

    [Fact]
    public async Task Types_do_not_become_narrower_when_files_go()
    {
        _rig.Drop("a/1.csv", "id,n\n1,1\n");
        _rig.Drop("a/2.csv", "id,n\nx,2\n");
        await _rig.CrawlAsync();
        _rig.Delete("a/2.csv");

        Assert.Equal(TableOutcome.Unchanged, (await _rig.CrawlAsync()).Tables.Single().Outcome);
        Assert.Equal("id string, n int", await _rig.ColumnsAsync("raw.a"));
    }

    [Fact]
    public async Task Add_only_adds_columns_and_keeps_types()
    {
        _rig.Drop("a/1.csv", "id,n\n1,1\n");
        CrawlerDefinition crawler = CrawlRig.Crawler() with { OnChange = OnChange.AddOnly };
        await _rig.CrawlAsync(crawler);
        _rig.Drop("a/2.csv", "id,n,x\n5000000000,2,3\n");

        CrawledTable table = (await _rig.CrawlAsync(crawler)).Tables.Single();

        Assert.Equal(["+ column x int"], table.Changes);
        Assert.Equal("id int, n int, x int", await _rig.ColumnsAsync("raw.a"));
    }

    [Fact]
    public async Task Log_only_reports_a_change()
    {
        _rig.Drop("a/1.csv", "id,n\n1,1\n");
        CrawlerDefinition crawler = CrawlRig.Crawler() with { OnChange = OnChange.Log };
        await _rig.CrawlAsync(crawler);
        _rig.Drop("a/2.csv", "id,n,x\n1,2,3\n");

        CrawledTable table = (await _rig.CrawlAsync(crawler)).Tables.Single();

        Assert.Equal((TableOutcome.ChangeLogged, "+ column x int"), (table.Outcome, table.Changes.Single()));
        Assert.Equal("id int, n int", await _rig.ColumnsAsync("raw.a"));
    }

    [Theory]
    [InlineData(OnDelete.Log, TableOutcome.Gone, 2, false)]
    [InlineData(OnDelete.Deprecate, TableOutcome.Deprecated, 1, true)]
    [InlineData(OnDelete.Delete, TableOutcome.Deleted, 1, null)]
    public async Task What_is_gone_is_treated_as_the_definition_says(
        OnDelete onDelete, TableOutcome outcome, long partitionsLeft, bool? isDeprecated)
    {
        CrawlerDefinition crawler = CrawlRig.Crawler() with { OnDelete = onDelete };
        _rig.Drop("a/1.csv", "id,n\n1,1\n");
        _rig.Drop("b/d=1/1.csv", "id,n\n1,1\n");
        _rig.Drop("b/d=2/1.csv", "id,n\n1,1\n");
        await _rig.CrawlAsync(crawler);
        _rig.Delete("a/1.csv");
        _rig.Delete("b/d=2/1.csv");

        CrawlReport report = await _rig.CrawlAsync(crawler);

        Assert.Equal(outcome, report.Tables[0].Outcome);
        Assert.Equal(isDeprecated, (await _rig.FindAsync("raw.a"))?.IsDeprecated);
        Assert.Equal(partitionsLeft, await _rig.WithAsync(host => host.Entries
            .Partitions(TableName.Parse("raw.b"))
            .CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_table_whose_files_come_back_has_its_name_and_columns_again()
    {
        _rig.Drop("a/1.csv", "id,n\nx,1\n");
        await _rig.CrawlAsync();
        _rig.Delete("a/1.csv");
        await _rig.CrawlAsync();
        _rig.Drop("a/2.csv", "id,n\n1,1\n");

        CrawledTable table = (await _rig.CrawlAsync()).Tables.Single();

        Assert.Equal((TableOutcome.Changed, "- deprecated yes"), (table.Outcome, table.Changes.Single()));
        Assert.Equal("id string, n int", await _rig.ColumnsAsync("raw.a"));
    }

    [Fact]
    public async Task Of_two_crawlers_on_one_prefix_the_second_leaves_the_table_alone()
    {
        _rig.Drop("a/1.csv", "id,n\n1,1\n");
        await _rig.CrawlAsync();

        CrawledTable table = (await _rig.CrawlAsync(CrawlRig.Crawler("other"))).Tables.Single();

        Assert.Equal(TableOutcome.Skipped, table.Outcome);
        Assert.Contains("crawler 'all' made", table.Changes.Single(), StringComparison.Ordinal);
        Assert.Equal(TableOutcome.Unchanged, (await _rig.CrawlAsync()).Tables.Single().Outcome);
    }

    [Fact]
    public async Task A_dry_run_tells_and_writes_nothing()
    {
        _rig.Drop("a/1.csv", "id,n\n1,1\n");

        CrawlReport dry = await _rig.CrawlAsync(CrawlRig.Crawler(), isDryRun: true, progress: null);

        Assert.Equal(TableOutcome.Created, dry.Tables.Single().Outcome);
        Assert.Null(await _rig.FindAsync("raw.a"));
        Assert.Equal(1, (await _rig.CrawlAsync()).ObjectsRead);
    }

    [Fact]
    public async Task Objects_that_vanish_during_the_crawl_are_left_out()
    {
        _rig.Drop("a/1.csv", "id,n\n1,1\n");
        _rig.Drop("b/1.json", "{\"x\":1}\n");
        Deleter deleter = new(() => _rig.Delete("b/1.json"));
        CrawlerDefinition crawler = CrawlRig.Crawler() with
        {
            Targets = [new CrawlTarget("raw", "a/"), new CrawlTarget("raw", "b/")],
        };

        CrawlReport report = await _rig.CrawlAsync(crawler, isDryRun: false, deleter);

        Assert.Equal(["raw.a"], report.Tables.Select(table => table.Name));
    }

    [Fact]
    public async Task Nothing_below_a_prefix_is_no_error()
    {
        CrawlReport report = await _rig.CrawlAsync(CrawlRig.Crawler(prefix: "nothing/"));

        Assert.Equal((0, 0), (report.ObjectsListed, report.Tables.Count));
    }

    [Fact]
    public async Task Other_settings_look_at_everything_again()
    {
        _rig.Drop("a/1.csv", "id,n\n1,1\n");
        await _rig.CrawlAsync();

        CrawlReport again = await _rig.CrawlAsync(CrawlRig.Crawler() with { SampleBytesMax = 2048 });

        Assert.Equal((1, TableOutcome.Unchanged), (again.ObjectsRead, again.Tables.Single().Outcome));
    }

    [Fact]
    public async Task What_people_wrote_about_columns_stays()
    {
        _rig.Drop("a/1.csv", "id,n\n1,1\n");
        await _rig.CrawlAsync();
        TableEntry entry = (await _rig.FindAsync("raw.a"))!;
        await _rig.WithAsync(host => host.Entries.UpdateAsync(
            entry with { Owner = "ann", Columns = [entry.Columns[0] with { Comment = "the key" }, entry.Columns[1]] },
            entry.Version,
            TestContext.Current.CancellationToken));
        _rig.Drop("a/2.csv", "id,n,x\n1,1,1\n");

        await _rig.CrawlAsync();

        TableEntry after = (await _rig.FindAsync("raw.a"))!;
        Assert.Equal((3, "ann", "the key"), (after.Columns.Count, after.Owner, after.Columns[0].Comment));
    }

    [Fact]
    public async Task A_cancelled_crawl_ends_and_the_next_one_does_all()
    {
        _rig.Drop("a/1.csv", "id,n\n1,1\n");
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _rig.WithAsync(
            host => host.Crawlers.RunAsync(CrawlRig.Crawler(), isDryRun: false, progress: null, cancelled.Token)));

        Assert.Equal(TableOutcome.Created, (await _rig.CrawlAsync()).Tables.Single().Outcome);
    }

    /// <summary>Deletes a file once the first target was read.</summary>
    private sealed class Deleter(Action delete) : IProgress<CrawlProgress>
    {
        public void Report(CrawlProgress value)
        {
            if (value.Stage == CrawlStage.Reading)
            {
                delete();
            }
        }
    }
}
