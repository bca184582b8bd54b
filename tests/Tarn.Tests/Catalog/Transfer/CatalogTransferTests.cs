using System.Globalization;
using System.Text;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Overlays;
using Tarn.Catalog.Transfer;
using Tarn.Common;
using Tarn.Tests.Catalog.Entries;
using Xunit;

namespace Tarn.Tests.Catalog.Transfer;

public sealed class CatalogTransferTests : IDisposable
{
    private readonly EntryRig _rig = new();
    private readonly EntryRig _other = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _rig.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_catalog_made_from_an_export_gives_the_same_export()
    {
        TableEntry table = await _rig.Store.CreateAsync(EntryRig.Events(), None);
        _rig.Time.Advance(TimeSpan.FromHours(1));
        await _rig.Store.UpdateAsync(table with { Owner = "ann" }, 1, None);
        await _rig.Store.Partitions(table.Name).AddAsync(
            [.. Enumerable.Range(0, 2500).Select(i => new PartitionEntry(
                ["2024-02-01", i.ToString(CultureInfo.InvariantCulture)], $"events/{i}/"))],
            None);
        await _rig.Store.PutDatabaseAsync(new DatabaseEntry("raw") { Description = "as it came" }, None);
        await new OverlayStore(_rig.Documents).PutAsync(
            new TableOverlay(TableName.Parse("staging.x")) { Owner = "bob" }, None);
        string exported = await ExportAsync(_rig);

        using MemoryStream source = new(Encoding.UTF8.GetBytes(exported));
        await Transfer(_other).ImportAsync(await CatalogTransfer.ReadAsync(source, None), None);

        Assert.Equal(exported, await ExportAsync(_other));
        Assert.Equal(2, (await _other.Store.ListVersionsAsync(table.Name, None)).Count);
        Assert.Equal(2500, await _other.Store.Partitions(table.Name).CountAsync(None));
    }

    [Fact]
    public async Task What_an_export_leaves_out_has_its_default()
    {
        const string Text = """
            {"format": 1, "databases": [{"name": "raw"}], "overlays": [], "tables": [{"partitions": [], "versions": [{
              "name": "raw.t", "kind": "External", "columns": [{"name": "a", "type": "int"}],
              "storage": {"bucket": "lake-raw", "prefix": "t/", "format": "Csv", "csv": {"hasHeader": true}},
              "createdAt": "2024-02-01T00:00:00Z", "updatedAt": "2024-02-01T00:00:00Z"}]}]}
            """;
        using MemoryStream source = new(Encoding.UTF8.GetBytes(Text));

        await Transfer(_rig).ImportAsync(await CatalogTransfer.ReadAsync(source, None), None);

        TableEntry table = await _rig.Store.GetAsync(TableName.Parse("raw.t"), None);
        Assert.Equal((1L, 0, 0), (table.Version, table.Tags.Count, table.PartitionKeys.Count));
        DelimitedFormat csv = table.Storage!.Csv!;
        Assert.Equal((',', null, "utf-8", 0), (csv.Delimiter, csv.Quote, csv.Encoding, csv.NullValues.Count));
        Assert.Empty(table.Storage.Suffixes);
    }

    [Fact]
    public async Task An_import_needs_an_empty_catalog()
    {
        await _rig.Store.CreateAsync(EntryRig.Events(), None);

        TarnException error = await Assert.ThrowsAsync<TarnException>(
            async () => await Transfer(_rig).ImportAsync(await Transfer(_rig).ExportAsync(None), None));

        Assert.Equal(ErrorCodes.EntryExists, error.Code);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"format": 1, "databases": [], "tables": []}""")]
    [InlineData("[]")]
    [InlineData("no json")]
    [InlineData("""{"format": 2, "databases": [], "tables": [], "overlays": []}""")]
    public async Task Something_else_is_not_imported(string text)
    {
        using MemoryStream source = new(Encoding.UTF8.GetBytes(text));

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => CatalogTransfer.ReadAsync(source, None));

        Assert.Equal(ErrorCodes.BadEntry, error.Code);
    }

    [Fact]
    public async Task A_bad_entry_in_the_document_leaves_the_catalog_empty()
    {
        TableEntry bad = EntryRig.Events() with { Columns = [new ColumnEntry("a", "nothing")] };
        CatalogDocument document = new(
            1, [], [new TableDocument([EntryRig.Events("raw.good")], []), new TableDocument([bad], [])], []);

        await Assert.ThrowsAsync<TarnException>(() => Transfer(_rig).ImportAsync(document, None));

        Assert.Empty(await _rig.Store.ListAsync(null, None));
    }

    private static CatalogTransfer Transfer(EntryRig rig) => new(rig.Documents, rig.Store, rig.Ids);

    private static async Task<string> ExportAsync(EntryRig rig)
    {
        using MemoryStream target = new();
        await Transfer(rig).WriteAsync(target, None);
        return Encoding.UTF8.GetString(target.ToArray());
    }
}
