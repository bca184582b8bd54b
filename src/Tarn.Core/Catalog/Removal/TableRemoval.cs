using Tarn.Catalog.Entries;
using Tarn.Catalog.External;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Catalog.Removal;

/// <summary>
/// Drops tables together with their files. The files move aside in their bucket, below <c>_dropped/</c>, where nothing
/// reads them, until they come back or the time they are kept is over.
/// </summary>
public sealed class TableRemoval(CatalogStore catalog, Buckets buckets, TimeProvider timeProvider)
{
    private const string Root = "_dropped/";
    private const int FilesAtOnce = 1000;

    /// <summary>Drops the entry and moves the files of the table and its partitions aside.</summary>
    /// <returns>How many files were moved.</returns>
    /// <exception cref="TarnException"><c>TN2008</c>: no such table; <c>TN5011</c>: a view has no files.</exception>
    public async Task<int> DropWithDataAsync(
        TableName name, DropOptions options, CancellationToken cancellationToken)
    {
        StoredTable? table = await catalog.FindStoredAsync(name, cancellationToken);
        if (table is { Entry.Storage: null })
        {
            throw new TarnException(ErrorCodes.BadEntry, $"'{name}' is a view, so it has no data")
            {
                Hint = "drop it without its data",
            };
        }

        IReadOnlyList<string> keys = table is null ? [] : await KeysAsync(table.Entry, cancellationToken);
        MovedFiles? moved = table is null
            ? null
            : new MovedFiles(table.Entry.Storage.Bucket, $"{Root}{table.Id}/");
        await catalog.DropAsync(name, options with { Moved = moved }, cancellationToken);
        await MoveAsync(buckets.GetLocal(moved!.Bucket), keys, key => moved.Prefix + key, cancellationToken);
        return keys.Count;
    }

    /// <summary>Brings back the table that was dropped last, with its files when they were moved.</summary>
    /// <exception cref="TarnException"><c>TN2008</c>: none was; <c>TN5010</c>: the name is taken again.</exception>
    public async Task<TableEntry> UndropAsync(TableName name, CancellationToken cancellationToken)
    {
        IReadOnlyList<DroppedTable> dropped = await catalog.ListDroppedAsync(name, cancellationToken);
        bool isFree = await catalog.FindAsync(name, cancellationToken) is null;
        if (isFree && dropped.Count > 0 && dropped[0].Moved is { } moved)
        {
            LocalObjectStore store = buckets.GetLocal(moved.Bucket);
            IReadOnlyList<string> keys = await KeysBelowAsync(store, moved.Prefix, cancellationToken);
            await MoveAsync(store, keys, key => key[moved.Prefix.Length..], cancellationToken);
        }

        return await catalog.UndropAsync(name, cancellationToken);
    }

    /// <summary>
    /// Removes for good the dropped tables, and files of theirs that were moved, that need not be kept.
    /// </summary>
    /// <param name="all">True for those too whose time is not over.</param>
    /// <param name="cancellationToken">Stops between two tables.</param>
    /// <returns>Those that were removed.</returns>
    public async Task<IReadOnlyList<DroppedTable>> PurgeAsync(bool all, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        List<DroppedTable> purged = [];
        foreach (DroppedTable dropped in await catalog.ListDroppedAsync(null, cancellationToken))
        {
            if (!all && dropped.KeptUntil > now)
            {
                continue;
            }

            if (dropped.Moved is { } moved)
            {
                LocalObjectStore store = buckets.GetLocal(moved.Bucket);
                IReadOnlyList<string> keys = await KeysBelowAsync(store, moved.Prefix, cancellationToken);
                await store.DeleteAsync([.. keys], cancellationToken);
            }

            await catalog.ForgetAsync(dropped, cancellationToken);
            purged.Add(dropped);
        }

        return purged;
    }

    /// <summary>Keys of the table's files, those of partitions elsewhere in the bucket included.</summary>
    private async Task<IReadOnlyList<string>> KeysAsync(TableEntry entry, CancellationToken cancellationToken)
    {
        StorageEntry storage = entry.Storage!;
        IObjectStore store = buckets.Get(storage.Bucket);
        if (entry.Kind == EntryKind.Delta)
        {
            return await KeysBelowAsync(store, storage.Prefix, cancellationToken);
        }

        EntryKeys files = new(storage);
        SortedSet<string> keys = new(StringComparer.Ordinal);
        IReadOnlyList<PartitionEntry> partitions = await catalog
            .Partitions(entry.Name).FindAsync([], cancellationToken);
        IEnumerable<string> elsewhere = partitions
            .Select(partition => partition.Prefix)
            .Where(prefix => !prefix.StartsWith(storage.Prefix, StringComparison.Ordinal));
        foreach (string prefix in elsewhere.Prepend(storage.Prefix))
        {
            keys.UnionWith((await files.ListAsync(store, prefix, cancellationToken)).Select(file => file.Key));
        }

        return [.. keys];
    }

    private static async Task<IReadOnlyList<string>> KeysBelowAsync(
        IObjectStore store, string prefix, CancellationToken cancellationToken)
    {
        List<string> keys = [];
        await foreach (ObjectInfo file in store.ListAsync(prefix, cancellationToken))
        {
            keys.Add(file.Key);
        }

        return keys;
    }

    private static async Task MoveAsync(
        LocalObjectStore store,
        IReadOnlyList<string> keys,
        Func<string, string> target,
        CancellationToken cancellationToken)
    {
        foreach (string[] part in keys.Chunk(FilesAtOnce))
        {
            await store.RenameManyAsync([.. part.Select(key => (key, target(key)))], cancellationToken);
        }
    }
}
