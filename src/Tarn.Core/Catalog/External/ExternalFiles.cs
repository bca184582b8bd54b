using Tarn.Catalog.Entries;
using Tarn.Catalog.Projection;
using Tarn.Engine.Parsing;
using Tarn.Storage;

namespace Tarn.Catalog.External;

/// <summary>Tells which files make up an external table.</summary>
/// <param name="store">The table's bucket.</param>
/// <param name="timeProvider">Says what NOW is in projected ranges.</param>
internal sealed class ExternalFiles(IObjectStore store, TimeProvider timeProvider)
{
    /// <summary>Those of the partitions that may hold rows which a query wants.</summary>
    /// <param name="anyOfAllOf">As <see cref="PartitionStore.FindAsync"/> takes it.</param>
    public async Task<IReadOnlyList<ExternalFile>> ListAsync(
        CatalogTable.External table,
        IReadOnlyList<IReadOnlyList<ColumnPredicate>> anyOfAllOf,
        CancellationToken cancellationToken)
    {
        TableEntry entry = table.Described;
        ExternalListing listing = new(entry, store);
        if (entry.PartitionKeys.Count == 0)
        {
            return await listing.ListAsync(cancellationToken);
        }

        IReadOnlyList<PartitionEntry> partitions =
            PartitionProjection.Of(entry, timeProvider.GetUtcNow()) is { } projection
                ? projection.Find(anyOfAllOf)
                : await table.Partitions.FindAsync(anyOfAllOf, cancellationToken);
        return await listing.ListAsync(partitions, cancellationToken);
    }

    /// <summary>All objects below the table's prefix that count as files of it, in partitions or not.</summary>
    public Task<IReadOnlyList<ObjectInfo>> ListAllAsync(TableEntry table, CancellationToken cancellationToken) =>
        new EntryKeys(table.Storage!).ListAsync(store, table.Storage!.Prefix, cancellationToken);
}
