using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Overlays;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Catalog.Entries;

public sealed class EntryTablesTests : IDisposable
{
    private readonly LakeRig _lake = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_view_of_the_catalog_reads_tables_of_definitions()
    {
        _lake.WriteModel("staging.numbers", "materialized: table", "SELECT * FROM range(5) AS t(n)");
        await _lake.RunAsync();
        await CreateAsync(View("curated.even", "SELECT n FROM staging.numbers WHERE n % 2 = 0"));
        await CreateAsync(View("curated.big", "SELECT n FROM curated.even WHERE n > 1"));

        Assert.Equal(["2", "4"], await _lake.QueryAsync("SELECT n FROM curated.big ORDER BY n"));
    }

    [Fact]
    public async Task A_delta_entry_reads_a_table_that_another_made()
    {
        _lake.WriteModel("staging.numbers", "materialized: table", "SELECT * FROM range(5) AS t(n)");
        await _lake.RunAsync();
        string bucket;
        using (LakeHost host = await _lake.OpenAsync())
        {
            bucket = host.Tables.GetModelTable(TableName.Parse("staging.numbers")).Bucket;
        }

        await CreateAsync(View("curated.same", "") with
        {
            Kind = EntryKind.Delta,
            ViewSql = null,
            Storage = new StorageEntry { Bucket = bucket, Prefix = "numbers/" },
        });

        Assert.Equal(["5|10"], await _lake.QueryAsync("SELECT count(*), sum(n) FROM curated.same"));
    }

    [Fact]
    public async Task Views_in_a_circle_end_in_an_error()
    {
        await CreateAsync(View("curated.a", "SELECT * FROM curated.b"));
        await CreateAsync(View("curated.b", "SELECT * FROM curated.a"));

        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => _lake.QueryAsync("SELECT * FROM curated.a"));

        Assert.Equal(ErrorCodes.ModelCycle, error.Code);
    }

    [Fact]
    public async Task A_name_that_a_definition_and_an_entry_have_cannot_be_used()
    {
        await CreateAsync(View("staging.numbers", "SELECT 1 AS n"));
        _lake.WriteModel("staging.numbers", "materialized: view", "SELECT 2 AS n");

        TarnException error = await Assert.ThrowsAnyAsync<TarnException>(
            () => _lake.QueryAsync("SELECT * FROM staging.numbers"));

        Assert.Equal(ErrorCodes.DuplicateTable, error.Code);
        Assert.Contains("tarn catalog rename staging.numbers", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_say_lies_over_a_definition()
    {
        _lake.WriteModel("staging.numbers", "materialized: view\ndescription: old", "SELECT 2 AS n");
        using LakeHost before = await _lake.OpenAsync();
        TableName name = TableName.Parse("staging.numbers");
        await before.Overlays.PutAsync(
            new TableOverlay(name)
            {
                Owner = "ann",
                Tags = new Dictionary<string, string> { ["pii"] = "no" },
                Columns = new Dictionary<string, ColumnOverlay> { ["n"] = new("a number") },
            },
            None);
        using LakeHost host = await _lake.OpenAsync();

        CatalogTable table = await host.Tables.GetAsync(name, None);
        TableDescription description = await host.Descriptions.DescribeAsync(name, None);

        Assert.Equal(("old", "ann", "no"), (table.Description, table.Owner, table.Tags["pii"]));
        Assert.Equal("a number", description.Columns[0].Description);
        await host.Overlays.PutAsync(new TableOverlay(name), None);
        Assert.Empty(await host.Overlays.ListAsync(None));
    }

    private static TableEntry View(string name, string sql) => new()
    {
        Name = TableName.Parse(name),
        Kind = EntryKind.View,
        Columns = [],
        ViewSql = sql,
        CreatedAt = default,
        UpdatedAt = default,
    };

    private async Task CreateAsync(TableEntry entry)
    {
        using LakeHost host = await _lake.OpenAsync();
        await host.Entries.CreateAsync(entry, None);
    }
}
