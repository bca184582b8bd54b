using System.Collections.Concurrent;
using Tarn.Catalog.Partitions;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Catalog.Entries;

/// <summary>
/// Tables that crawlers, people and other tools put into the catalog: one document each in the lake's state
/// (docs/formats/catalog.md), changed by compare-and-set, every change a new version. Thread-safe; between processes
/// the lake's lock keeps writers apart.
/// </summary>
public sealed class CatalogStore
{
    /// <summary>Earlier versions of a table that are kept; the ones before are forgotten.</summary>
    public const int EarlierVersionsMax = 1000;

    private readonly TimeProvider _timeProvider;
    private readonly IIdSource _ids;
    private readonly TableDocuments _tables;
    private readonly DatabaseDocuments _databases;
    private readonly PartitionDocuments _partitions;
    private readonly ConcurrentDictionary<TableName, PartitionStore> _partitionStores = new();

    public CatalogStore(DocumentStore documents, TimeProvider timeProvider, IIdSource ids)
    {
        _timeProvider = timeProvider;
        _ids = ids;
        _tables = new TableDocuments(documents);
        _databases = new DatabaseDocuments(documents);
        _partitions = new PartitionDocuments(documents, ids);
    }

    /// <summary>The current version, or null when there is no such table.</summary>
    public async Task<TableEntry?> FindAsync(TableName name, CancellationToken cancellationToken) =>
        (await FindStoredAsync(name, cancellationToken))?.Entry;

    /// <exception cref="TarnException"><c>TN2008</c>: no such table.</exception>
    public async Task<TableEntry> GetAsync(TableName name, CancellationToken cancellationToken) =>
        (await GetDocumentAsync(name, cancellationToken)).Value.Entry;

    /// <summary>Current versions in order of name.</summary>
    /// <param name="database">Null is all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<TableEntry>> ListAsync(string? database, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableName> names = await _tables.ListAsync(database, cancellationToken);
        TableEntry?[] entries = new TableEntry?[names.Count];
        await Parallel.ForAsync(
            0, names.Count, cancellationToken, async (i, token) => entries[i] = await FindAsync(names[i], token));
        return [.. entries.OfType<TableEntry>()];
    }

    /// <summary>
    /// Names in order, without reading the entries; after a rename that was cut off the old name may be among them.
    /// </summary>
    public Task<IReadOnlyList<TableName>> ListNamesAsync(CancellationToken cancellationToken) =>
        _tables.ListAsync(null, cancellationToken);

    /// <summary>Puts in a table as version 1; its times are set here.</summary>
    /// <exception cref="TarnException"><c>TN5010</c>: the name is taken; <c>TN5011</c>: a bad entry.</exception>
    public async Task<TableEntry> CreateAsync(TableEntry entry, CancellationToken cancellationToken)
    {
        TableEntryRules.Check(entry);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        TableEntry created = EntryContent.Ordered(entry) with { Version = 1, CreatedAt = now, UpdatedAt = now };
        await PutNewAsync(new StoredTable(_ids.NextId(), created), cancellationToken);
        return created;
    }

    /// <summary>Makes the next version and returns it; the current one when it says the same already.</summary>
    /// <param name="entry">What the table is to be; times and number are set here.</param>
    /// <param name="expectedVersion">The version the change was made from.</param>
    /// <param name="cancellationToken">Looked at before anything is changed.</param>
    /// <exception cref="TarnException">
    /// <c>TN2008</c>: no such table; <c>TN4008</c>: another version is current; <c>TN5011</c>: a bad entry.
    /// </exception>
    public async Task<TableEntry> UpdateAsync(
        TableEntry entry, long expectedVersion, CancellationToken cancellationToken)
    {
        TableEntryRules.Check(entry);
        Document<StoredTable> document = await GetDocumentAsync(entry.Name, cancellationToken);
        TableEntry current = document.Value.Entry;
        if (current.Version != expectedVersion)
        {
            throw Changed(current, expectedVersion);
        }

        if (EntryContent.AreEqual(current, entry))
        {
            return current;
        }

        await RequireKeysFitAsync(current, entry, cancellationToken);
        TableEntry next = Next(current, entry);
        await _tables.KeepVersionAsync(document.Value, cancellationToken);
        StoredTable changed = document.Value with { Entry = next, RenamingTo = null };
        await _tables.WriteAsync(entry.Name, changed, document.Version, cancellationToken);
        await _tables.TrimVersionsAsync(document.Value.Id, EarlierVersionsMax, cancellationToken);
        return next;
    }

    /// <summary>The current version and those before it, newest first.</summary>
    /// <exception cref="TarnException"><c>TN2008</c>: no such table.</exception>
    public async Task<IReadOnlyList<TableEntry>> ListVersionsAsync(TableName name, CancellationToken cancellationToken)
    {
        StoredTable table = (await GetDocumentAsync(name, cancellationToken)).Value;
        return [table.Entry, .. await _tables.ReadVersionsAsync(table.Id, table.Entry.Version, cancellationToken)];
    }

    /// <summary>Gives a table another name as its next version; versions and partitions stay with it.</summary>
    /// <exception cref="TarnException"><c>TN2008</c>: no such table; <c>TN5010</c>: the new name is taken.</exception>
    public async Task RenameAsync(TableName from, TableName to, CancellationToken cancellationToken)
    {
        TableEntryRules.CheckName(to);
        Document<StoredTable> document = await GetDocumentAsync(from, cancellationToken);
        await RequireFreeAsync(to, cancellationToken);
        await _tables.KeepVersionAsync(document.Value, cancellationToken);
        await _tables.DeleteDroppedAsync(from, document.Value.Id, cancellationToken);
        StoredTable leaving = document.Value with { RenamingTo = to };
        await _tables.WriteAsync(from, leaving, document.Version, cancellationToken);
        TableEntry current = document.Value.Entry;
        StoredTable renamed = new(document.Value.Id, Next(current, current with { Name = to }));
        await PutNewAsync(renamed, cancellationToken);
        await _tables.DeleteAsync(from, cancellationToken);
    }

    /// <summary>
    /// Takes a table out; <see cref="UndropAsync"/> brings it back while it is kept. Touches no files.
    /// </summary>
    /// <exception cref="TarnException"><c>TN2008</c>: no such table.</exception>
    public async Task<DroppedTable> DropAsync(
        TableName name, DropOptions options, CancellationToken cancellationToken)
    {
        StoredTable table = (await GetDocumentAsync(name, cancellationToken)).Value;
        DateTimeOffset now = _timeProvider.GetUtcNow();
        DroppedTable dropped = new(table.Id, table.Entry, now, now + options.Retention)
        {
            DroppedBy = options.DroppedBy,
            Moved = options.Moved,
        };
        await _tables.WriteDroppedAsync(dropped, cancellationToken);
        await _tables.DeleteAsync(name, cancellationToken);
        return dropped;
    }

    /// <summary>Brings back the table of the name that was dropped last, with its versions and partitions.</summary>
    /// <exception cref="TarnException"><c>TN2008</c>: none was; <c>TN5010</c>: the name is taken again.</exception>
    public async Task<TableEntry> UndropAsync(TableName name, CancellationToken cancellationToken)
    {
        IReadOnlyList<DroppedTable> dropped = await _tables.ListDroppedAsync(name, cancellationToken);
        if (dropped.Count == 0)
        {
            throw new TarnException(ErrorCodes.UnknownTable, $"no table '{name}' was dropped that is still kept")
            {
                Hint = "'tarn catalog list --dropped' lists those that can be brought back",
            };
        }

        DroppedTable last = dropped[0];
        await PutNewAsync(new StoredTable(last.Id, last.Entry), cancellationToken);
        await _tables.DeleteDroppedAsync(name, last.Id, cancellationToken);
        return last.Entry;
    }

    /// <summary>Tables that can be brought back, the one that was dropped last first.</summary>
    /// <param name="name">Null is all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public Task<IReadOnlyList<DroppedTable>> ListDroppedAsync(TableName? name, CancellationToken cancellationToken) =>
        _tables.ListDroppedAsync(name, cancellationToken);

    /// <summary>Forgets a dropped table for good, with its versions and partitions. Touches no files.</summary>
    public async Task ForgetAsync(DroppedTable dropped, CancellationToken cancellationToken)
    {
        await _tables.DeleteBelongingsAsync(dropped.Id, cancellationToken);
        await _tables.DeleteDroppedAsync(dropped.Entry.Name, dropped.Id, cancellationToken);
    }

    /// <summary>The partitions of a table; the table is looked up when they are asked for.</summary>
    public PartitionStore Partitions(TableName name) =>
        _partitionStores.GetOrAdd(name, key => new PartitionStore(this, key, _partitions));

    public async Task<DatabaseEntry?> FindDatabaseAsync(string name, CancellationToken cancellationToken) =>
        (await _databases.ReadAsync(name, cancellationToken))?.Value;

    /// <summary>Databases that have an entry, in order of name.</summary>
    public Task<IReadOnlyList<DatabaseEntry>> ListDatabasesAsync(CancellationToken cancellationToken) =>
        _databases.ListAsync(cancellationToken);

    /// <summary>Puts in a database or replaces what is known of it; its times are set here.</summary>
    /// <exception cref="TarnException"><c>TN5011</c>: not a name; <c>TN4008</c>: changed meanwhile.</exception>
    public async Task<DatabaseEntry> PutDatabaseAsync(DatabaseEntry database, CancellationToken cancellationToken)
    {
        TableEntryRules.CheckName(new TableName(database.Name, "any"));
        Document<DatabaseEntry>? current = await _databases.ReadAsync(database.Name, cancellationToken);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        DatabaseEntry next = database with { CreatedAt = current?.Value.CreatedAt ?? now, UpdatedAt = now };
        await _databases.WriteAsync(next, current?.Version, cancellationToken);
        return next;
    }

    /// <summary>Takes out a database's entry; true when there was one.</summary>
    /// <exception cref="TarnException"><c>TN5011</c>: it has tables.</exception>
    public async Task<bool> DropDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableName> tables = await _tables.ListAsync(name, cancellationToken);
        return tables.Count == 0
            ? await _databases.DeleteAsync(name, cancellationToken)
            : throw new TarnException(
                ErrorCodes.BadEntry, $"database '{name}' has {tables.Count} tables, '{tables[0]}' first")
            {
                Hint = "drop its tables first",
            };
    }

    /// <summary>The table's document, or null.</summary>
    internal async Task<StoredTable?> FindStoredAsync(TableName name, CancellationToken cancellationToken) =>
        (await _tables.ReadAsync(name, cancellationToken))?.Value;

    private async Task<Document<StoredTable>> GetDocumentAsync(TableName name, CancellationToken cancellationToken) =>
        await _tables.ReadAsync(name, cancellationToken)
        ?? throw new TarnException(ErrorCodes.UnknownTable, $"the catalog has no table '{name}'")
        {
            Hint = "'tarn catalog list' lists those there are",
        };

    private async Task RequireFreeAsync(TableName name, CancellationToken cancellationToken)
    {
        if (await _tables.ReadAsync(name, cancellationToken) is not null)
        {
            throw Taken(name);
        }
    }

    private async Task RequireKeysFitAsync(
        TableEntry current, TableEntry wanted, CancellationToken cancellationToken)
    {
        if (current.PartitionKeys.Count != wanted.PartitionKeys.Count
            && await Partitions(current.Name).CountAsync(cancellationToken) is var count and > 0)
        {
            throw new TarnException(
                ErrorCodes.BadEntry,
                $"table '{current.Name}' has {count} partitions by {current.PartitionKeys.Count} keys; it cannot get"
                + $" {wanted.PartitionKeys.Count} keys")
            {
                Hint = "remove its partitions first, or drop the table and make it anew",
            };
        }
    }

    private async Task PutNewAsync(StoredTable table, CancellationToken cancellationToken)
    {
        TableName name = table.Entry.Name;
        await RequireFreeAsync(name, cancellationToken);
        string? leftBehind = await _tables.FindVoidAsync(name, cancellationToken);
        try
        {
            await _tables.WriteAsync(name, table, leftBehind, cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StateConflict)
        {
            throw Taken(name);
        }
    }

    private TableEntry Next(TableEntry current, TableEntry wanted) => EntryContent.Ordered(wanted) with
    {
        Version = current.Version + 1,
        CreatedAt = current.CreatedAt,
        UpdatedAt = _timeProvider.GetUtcNow(),
    };

    private static TarnException Taken(TableName name) =>
        new(ErrorCodes.EntryExists, $"the catalog has a table '{name}' already")
        {
            Hint = "choose another name, or drop that table first",
        };

    private static TarnException Changed(TableEntry current, long expected) =>
        new(ErrorCodes.StateConflict,
            $"table '{current.Name}' is at version {current.Version}, expected {expected}: somebody else changed it")
        {
            IsTransient = true,
            Hint = "look at it again and repeat the change",
        };
}
