using Tarn.Catalog.Entries;
using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Catalog.Entries;

public sealed class CatalogStoreTests : IDisposable
{
    private static readonly TableName Events = TableName.Parse("raw.events");
    private static readonly TableName Clicks = TableName.Parse("raw.clicks");
    private readonly EntryRig _rig = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    private CatalogStore Store => _rig.Store;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_table_is_found_by_another_process_as_it_was_put_in()
    {
        TableEntry created = await Store.CreateAsync(EntryRig.Events(), None);

        TableEntry? found = await _rig.Open().FindAsync(Events, None);

        Assert.True(EntryContent.AreEqual(created, found!));
        Assert.Equal(EntryRig.Events().Columns[1].Comment, found!.Columns[1].Comment);
        Assert.Equal(1, found.Version);
        Assert.Equal(_rig.Time.GetUtcNow(), found.CreatedAt);
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await Store.CreateAsync(EntryRig.Events(), None);

        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => Store.CreateAsync(EntryRig.Events(), None));

        Assert.Equal(ErrorCodes.EntryExists, error.Code);
    }

    [Fact]
    public async Task Of_many_that_create_one_table_at_once_one_does()
    {
        Task<bool>[] attempts = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(TryCreateAsync))];

        Assert.Single(await Task.WhenAll(attempts), created => created);

        async Task<bool> TryCreateAsync()
        {
            try
            {
                await Store.CreateAsync(EntryRig.Events(), None);
                return true;
            }
            catch (TarnException error) when (error.Code == ErrorCodes.EntryExists)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Each_change_is_a_version_and_no_change_is_none()
    {
        TableEntry first = await Store.CreateAsync(EntryRig.Events(), None);
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        TableEntry second = await Store.UpdateAsync(first with { Owner = "ann", ChangedBy = "user" }, 1, None);
        TableEntry same = await Store.UpdateAsync(second with { ChangedBy = "crawler:x" }, 2, None);

        IReadOnlyList<TableEntry> versions = await Store.ListVersionsAsync(Events, None);

        Assert.Equal(2, same.Version);
        Assert.Equal([2L, 1L], versions.Select(version => version.Version));
        Assert.Equal(["ann", null], versions.Select(version => version.Owner));
        Assert.Equal(first.CreatedAt, second.CreatedAt);
        Assert.True(second.UpdatedAt > first.UpdatedAt);
    }

    [Fact]
    public async Task A_change_of_an_earlier_version_is_refused()
    {
        TableEntry first = await Store.CreateAsync(EntryRig.Events(), None);
        await Store.UpdateAsync(first with { Owner = "ann" }, 1, None);

        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => Store.UpdateAsync(first with { Owner = "bob" }, 1, None));

        Assert.Equal(ErrorCodes.StateConflict, error.Code);
        Assert.Equal("ann", (await Store.GetAsync(Events, None)).Owner);
    }

    [Fact]
    public async Task A_renamed_table_keeps_its_versions_and_partitions()
    {
        await Store.CreateAsync(EntryRig.Events(), None);
        PartitionEntry partition = new(["2024-02-01", "7"], "events/day=2024-02-01/hour=7/");
        await Store.Partitions(Events).AddAsync([partition], None);

        await Store.RenameAsync(Events, Clicks, None);

        Assert.Null(await Store.FindAsync(Events, None));
        Assert.Equal([Clicks], (await Store.ListAsync(null, None)).Select(entry => entry.Name));
        Assert.Equal([2L, 1L], (await Store.ListVersionsAsync(Clicks, None)).Select(version => version.Version));
        Assert.Equal(1, await Store.Partitions(Clicks).CountAsync(None));
        Assert.Equal(1, (await Store.CreateAsync(EntryRig.Events(), None)).Version);
    }

    [Fact]
    public async Task A_table_is_not_renamed_to_a_name_that_is_taken()
    {
        await Store.CreateAsync(EntryRig.Events(), None);
        await Store.CreateAsync(EntryRig.Events("raw.clicks"), None);

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => Store.RenameAsync(Events, Clicks, None));

        Assert.Equal(ErrorCodes.EntryExists, error.Code);
        Assert.Equal(2, (await Store.ListAsync("raw", None)).Count);
    }

    [Fact]
    public async Task A_dropped_table_comes_back_with_all_it_had()
    {
        TableEntry first = await Store.CreateAsync(EntryRig.Events(), None);
        await Store.UpdateAsync(first with { Owner = "ann" }, 1, None);
        await Store.Partitions(Events).AddAsync([new PartitionEntry(["2024-02-01", null], "odd/")], None);
        await Store.DropAsync(Events, new DropOptions(), None);
        Assert.Null(await Store.FindAsync(Events, None));

        TableEntry back = await Store.UndropAsync(Events, None);

        Assert.Equal("ann", back.Owner);
        Assert.Equal(2, (await Store.ListVersionsAsync(Events, None)).Count);
        Assert.Equal(1, await Store.Partitions(Events).CountAsync(None));
        Assert.Empty(await Store.ListDroppedAsync(null, None));
    }

    [Fact]
    public async Task Of_two_dropped_tables_of_a_name_the_last_comes_back()
    {
        foreach (string owner in new[] { "ann", "bob" })
        {
            await Store.CreateAsync(EntryRig.Events() with { Owner = owner }, None);
            await Store.DropAsync(Events, new DropOptions(), None);
            _rig.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal("bob", (await Store.UndropAsync(Events, None)).Owner);
        TarnException error = await Assert.ThrowsAsync<TarnException>(() => Store.UndropAsync(Events, None));
        Assert.Equal(ErrorCodes.EntryExists, error.Code);
    }

    [Fact]
    public async Task A_forgotten_table_leaves_nothing()
    {
        await Store.CreateAsync(EntryRig.Events(), None);
        await Store.Partitions(Events).AddAsync([new PartitionEntry(["2024-02-01", null], "odd/")], None);
        DroppedTable dropped = await Store.DropAsync(Events, new DropOptions(), None);

        await Store.ForgetAsync(dropped, None);

        Assert.Empty(await _rig.Documents.ListAsync("catalog/", None));
        TarnException error = await Assert.ThrowsAsync<TarnException>(() => Store.UndropAsync(Events, None));
        Assert.Equal(ErrorCodes.UnknownTable, error.Code);
    }

    [Fact]
    public async Task Databases_have_facts_and_go_when_empty()
    {
        await Store.PutDatabaseAsync(new DatabaseEntry("raw") { Owner = "ann" }, None);
        await Store.CreateAsync(EntryRig.Events(), None);

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => Store.DropDatabaseAsync("raw", None));

        Assert.Equal(ErrorCodes.BadEntry, error.Code);
        Assert.Equal("ann", (await Store.FindDatabaseAsync("raw", None))!.Owner);
        await Store.DropAsync(Events, new DropOptions(), None);
        Assert.True(await Store.DropDatabaseAsync("raw", None));
        Assert.Empty(await Store.ListDatabasesAsync(None));
    }

    [Fact]
    public async Task The_number_of_keys_stays_while_there_are_partitions()
    {
        TableEntry table = await Store.CreateAsync(EntryRig.Events(), None);
        await Store.Partitions(Events).AddAsync([new PartitionEntry(["2024-02-01", "1"], "odd/")], None);

        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => Store.UpdateAsync(table with { PartitionKeys = [table.PartitionKeys[0]] }, 1, None));

        Assert.Equal(ErrorCodes.BadEntry, error.Code);
    }
}
