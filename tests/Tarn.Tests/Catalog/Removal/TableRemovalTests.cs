using Tarn.Catalog.Entries;
using Tarn.Catalog.Removal;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Testing;
using Tarn.Tests.Catalog.Entries;
using Xunit;

namespace Tarn.Tests.Catalog.Removal;

public sealed class TableRemovalTests : IDisposable
{
    private static readonly TableName Name = TableName.Parse("raw.events");
    private readonly EntryRig _rig = new();
    private readonly TemporaryDirectory _data = new();
    private readonly Buckets _buckets;
    private readonly TableRemoval _removal;

    public TableRemovalTests()
    {
        _buckets = new Buckets(_data.Path, _rig.Time, _rig.Ids);
        _removal = new TableRemoval(_rig.Store, _buckets, _rig.Time);
    }

    private static CancellationToken None => TestContext.Current.CancellationToken;

    private IObjectStore Bucket => _buckets.Get("lake-raw");

    public void Dispose()
    {
        _rig.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Files_of_a_dropped_table_move_aside_and_come_back()
    {
        await CreateAsync();

        Assert.Equal(2, await _removal.DropWithDataAsync(Name, new DropOptions(), None));

        string[] left = await KeysAsync();
        Assert.Equal(["events/_hidden", "other/b"], left.Where(key => !key.StartsWith('_')));
        Assert.Equal(4, left.Length);
        await _removal.UndropAsync(Name, None);
        Assert.Equal(["else/p", "events/_hidden", "events/a", "other/b"], await KeysAsync());
        Assert.Equal(1, await _rig.Store.Partitions(Name).CountAsync(None));
    }

    [Fact]
    public async Task A_purge_removes_what_need_not_be_kept_any_more()
    {
        await CreateAsync();
        await _removal.DropWithDataAsync(Name, new DropOptions { Retention = TimeSpan.FromDays(1) }, None);
        Assert.Empty(await _removal.PurgeAsync(all: false, None));

        _rig.Time.Advance(TimeSpan.FromDays(1));
        IReadOnlyList<DroppedTable> purged = await _removal.PurgeAsync(all: false, None);

        Assert.Equal([Name], purged.Select(table => table.Entry.Name));
        Assert.Equal(["events/_hidden", "other/b"], await KeysAsync());
        Assert.Empty(await _rig.Documents.ListAsync("catalog/", None));
    }

    [Fact]
    public async Task Without_data_the_files_stay()
    {
        await CreateAsync();
        string[] before = await KeysAsync();

        await _rig.Store.DropAsync(Name, new DropOptions(), None);
        await _removal.PurgeAsync(all: true, None);

        Assert.Equal(before, await KeysAsync());
    }

    [Fact]
    public async Task Files_do_not_come_back_below_a_table_that_took_the_name()
    {
        await CreateAsync();
        await _removal.DropWithDataAsync(Name, new DropOptions(), None);
        await _rig.Store.CreateAsync(EntryRig.Events(), None);

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => _removal.UndropAsync(Name, None));

        Assert.Equal(ErrorCodes.EntryExists, error.Code);
        Assert.DoesNotContain("events/a", await KeysAsync());
    }

    [Fact]
    public async Task A_view_has_no_data_to_drop()
    {
        await _rig.Store.CreateAsync(
            EntryRig.Events() with
            {
                Kind = EntryKind.View,
                Storage = null,
                ViewSql = "SELECT 1",
                PartitionKeys = [],
            },
            None);

        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => _removal.DropWithDataAsync(Name, new DropOptions(), None));

        Assert.Equal(ErrorCodes.BadEntry, error.Code);
        Assert.NotNull(await _rig.Store.FindAsync(Name, None));
    }

    private async Task CreateAsync()
    {
        foreach (string key in new[] { "events/a", "events/_hidden", "else/p", "other/b" })
        {
            await Bucket.PutAsync(key, new byte[] { 1 }, PutCondition.None, None);
        }

        await _rig.Store.CreateAsync(EntryRig.Events(), None);
        await _rig.Store.Partitions(Name).AddAsync([new PartitionEntry(["2024-02-01", "1"], "else/")], None);
    }

    private async Task<string[]> KeysAsync()
    {
        List<string> keys = [];
        await foreach (ObjectInfo file in Bucket.ListAsync("", None))
        {
            keys.Add(file.Key);
        }

        return [.. keys];
    }
}
