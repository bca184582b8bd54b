using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Catalog.Editing;

/// <summary>Puts tables into the catalog, changes and drops them; those of definitions are refused.</summary>
/// <param name="entries">The entries.</param>
/// <param name="tables">All tables.</param>
/// <param name="databases">All databases.</param>
/// <param name="buckets">Where files are.</param>
/// <param name="changedBy">Who makes the changes.</param>
public sealed class TableEditor(
    CatalogStore entries, TableCatalog tables, DatabaseEditor databases, Buckets buckets, string changedBy)
{
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: no such database; <c>TN5010</c>: the name is taken; <c>TN5011</c>: a bad entry.
    /// </exception>
    public async Task CreateAsync(TableEntry entry, CancellationToken cancellationToken)
    {
        await databases.GetAsync(entry.Name.Database, cancellationToken);
        if (await tables.FindAsync(entry.Name, cancellationToken) is not null)
        {
            throw new TarnException(ErrorCodes.EntryExists, $"the lake has a table '{entry.Name}' already");
        }

        RequireBucketName(entry);
        await entries.CreateAsync(entry with { ChangedBy = changedBy }, cancellationToken);
    }

    /// <summary>Makes the next version.</summary>
    /// <param name="entry">What it is to be; tags stay as they are.</param>
    /// <param name="expectedVersion">The version the change was made from; null is whichever is current.</param>
    /// <param name="cancellationToken">Looked at before anything is changed.</param>
    /// <exception cref="TarnException">
    /// <c>TN2008</c>: no such table; <c>TN3005</c>: a definition makes it; <c>TN4008</c>: another version is current;
    /// <c>TN5011</c>: a bad entry.
    /// </exception>
    public async Task UpdateAsync(TableEntry entry, long? expectedVersion, CancellationToken cancellationToken)
    {
        TableEntry current = await GetEntryAsync(entry.Name, cancellationToken);
        RequireBucketName(entry);
        TableEntry next = entry with { Tags = current.Tags, ChangedBy = changedBy };
        await entries.UpdateAsync(next, expectedVersion ?? current.Version, cancellationToken);
    }

    /// <summary>Takes it out; it can be brought back, and its files stay.</summary>
    /// <exception cref="TarnException">
    /// <c>TN2008</c>: no such table; <c>TN3005</c>: a definition makes it.
    /// </exception>
    public async Task DeleteAsync(TableName name, CancellationToken cancellationToken)
    {
        await GetEntryAsync(name, cancellationToken);
        await entries.DropAsync(name, new DropOptions { DroppedBy = changedBy }, cancellationToken);
    }

    /// <summary>The entry of a table that can be changed.</summary>
    /// <exception cref="TarnException">
    /// <c>TN2008</c>: no such table; <c>TN3005</c>: a definition makes it.
    /// </exception>
    public async Task<TableEntry> GetEntryAsync(TableName name, CancellationToken cancellationToken)
    {
        CatalogTable table = await tables.GetAsync(name, cancellationToken);
        return table.Entry ?? throw new TarnException(
            ErrorCodes.StatementNotAllowed, $"table '{name}' is made by a definition and cannot be changed here")
        {
            Hint = $"'tarn show {name}' names the file to change",
        };
    }

    /// <summary>Its directory may come later.</summary>
    private void RequireBucketName(TableEntry entry)
    {
        if (entry.Storage is { } storage)
        {
            _ = buckets.Get(storage.Bucket);
        }
    }
}
