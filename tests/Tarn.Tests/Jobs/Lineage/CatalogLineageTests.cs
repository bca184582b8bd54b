using Tarn.Catalog.Entries;
using Tarn.Catalog.Lineage;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Lineage;

/// <summary>Lineage that begins at entries of the catalog: external tables, Delta tables and views.</summary>
public sealed class CatalogLineageTests : IDisposable
{
    private readonly LakeRig _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_star_over_an_external_table_has_its_columns_and_partition_keys()
    {
        await CreateAsync(External("raw.sales"));
        _lake.WriteModel("staging.sales", "materialized: table", "SELECT * FROM raw.sales");

        Assert.Equal(
            ["raw.sales.id -> staging.sales.id", "raw.sales.city -> staging.sales.city",
                "raw.sales.day -> staging.sales.day"],
            await UpAsync("staging.sales"));
    }

    [Fact]
    public async Task Views_of_the_catalog_have_lineage_and_models_are_followed_through_them()
    {
        await CreateAsync(External("raw.sales"), View("raw.towns", "SELECT upper(city) AS town FROM raw.sales"));
        await CreateAsync(View("raw.all_towns", "SELECT * FROM raw.towns"));
        _lake.WriteModel("staging.towns", "materialized: table", "SELECT * FROM raw.all_towns");

        Assert.Equal(
            ["raw.all_towns.town -> staging.towns.town", "raw.towns.town -> raw.all_towns.town",
                "raw.sales.city -> raw.towns.town"],
            await UpAsync("staging.towns"));
    }

    [Fact]
    public async Task A_view_on_a_model_and_a_model_on_that_view_are_one_chain()
    {
        await CreateAsync(External("raw.sales"));
        _lake.WriteModel("staging.sales", "materialized: table", "SELECT * FROM raw.sales");
        await CreateAsync(View("raw.ids", "SELECT * EXCLUDE (city, day) FROM staging.sales"));
        _lake.WriteModel("curated.ids", "materialized: table", "SELECT * FROM raw.ids");

        Assert.Equal(
            ["raw.ids.id -> curated.ids.id", "staging.sales.id -> raw.ids.id", "raw.sales.id -> staging.sales.id"],
            await UpAsync("curated.ids"));
    }

    [Fact]
    public async Task A_star_over_a_Delta_table_has_the_columns_of_its_newest_version()
    {
        using (LakeRig other = new())
        {
            other.WriteModel("staging.t", "materialized: table", "SELECT 1 AS a, 2 AS b");
            await other.RunAsync();
            CopyFolder(
                Path.Combine(other.Directory, "data", "staging", "t"),
                Path.Combine(_lake.Directory, "data", "raw", "t"));
        }

        await CreateAsync(new TableEntry
        {
            Name = TableName.Parse("raw.t"),
            Kind = EntryKind.Delta,
            Columns = [],
            Storage = new StorageEntry { Bucket = "raw", Prefix = "t/" },
            CreatedAt = default,
            UpdatedAt = default,
        });
        _lake.WriteModel("staging.copy", "materialized: table", "SELECT * FROM raw.t");

        Assert.Equal(["raw.t.a -> staging.copy.a", "raw.t.b -> staging.copy.b"], await UpAsync("staging.copy"));
    }

    [Fact]
    public async Task A_view_that_is_no_SQL_or_reads_itself_has_no_lineage_and_harms_nothing()
    {
        await CreateAsync(View("raw.bad", "SELEC 1"), View("raw.loop", "SELECT * FROM raw.loop"));

        Assert.Empty(await UpAsync("raw.bad"));
        Assert.Empty(await UpAsync("raw.loop"));
    }

    private static TableEntry External(string name) => new()
    {
        Name = TableName.Parse(name),
        Kind = EntryKind.External,
        Columns = [new("id", "bigint"), new("city", "string")],
        PartitionKeys = [new("day", "date")],
        Storage = new StorageEntry { Bucket = "raw", Prefix = "sales/", Format = DataFormat.Csv },
        CreatedAt = default,
        UpdatedAt = default,
    };

    private static TableEntry View(string name, string sql) => new()
    {
        Name = TableName.Parse(name),
        Kind = EntryKind.View,
        Columns = [],
        ViewSql = sql,
        CreatedAt = default,
        UpdatedAt = default,
    };

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private async Task CreateAsync(params TableEntry[] entries)
    {
        using LakeHost host = await _lake.OpenAsync();
        foreach (TableEntry entry in entries)
        {
            await host.Entries.CreateAsync(entry, TestContext.Current.CancellationToken);
        }
    }

    private async Task<string[]> UpAsync(string name)
    {
        using LakeHost host = await _lake.OpenAsync();
        TableName table = TableName.Parse(name);
        LineageGraph graph = await host.ReadLineageAsync(table, TestContext.Current.CancellationToken);
        return [.. graph.Up(new LineageNode(table, null), distanceMax: null)
            .Select(step => $"{step.Edge.Source} -> {step.Edge.Target}")];
    }
}
