using Tarn.Catalog.Entries;
using Tarn.Engine.Parsing;
using Tarn.Storage;

namespace Tarn.Catalog.External;

/// <summary>Which files make up an external table.</summary>
internal static class ExternalFiles
{
    /// <summary>Those of the partitions that may hold rows which a query wants.</summary>
    /// <param name="anyOfAllOf">As <see cref="PartitionStore.FindAsync"/> takes it.</param>
    public static async Task<IReadOnlyList<ExternalFile>> ListAsync(
        CatalogTable.External table,
        IReadOnlyList<IReadOnlyList<ColumnPredicate>> anyOfAllOf,
        IObjectStore store,
        CancellationToken cancellationToken)
    {
        ExternalListing listing = new(table.Described, store);
        return table.Described.PartitionKeys.Count == 0
            ? await listing.ListAsync(cancellationToken)
            : await listing.ListAsync(await table.Partitions.FindAsync(anyOfAllOf, cancellationToken), cancellationToken);
    }

    /// <summary>All objects below the table's prefix that count as files of it, in partitions or not.</summary>
    public static Task<IReadOnlyList<ObjectInfo>> ListAllAsync(
        TableEntry table, IObjectStore store, CancellationToken cancellationToken) =>
        new EntryKeys(table.Storage!).ListAsync(store, table.Storage!.Prefix, cancellationToken);
}
