using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.External;
using Tarn.Catalog.Files;
using Tarn.Catalog.Partitions;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Queries.SystemTables;

/// <summary>What tables are made of now: files, and partitions of files. A view is made of nothing.</summary>
internal sealed class TableFiles(TableCatalog catalog)
{
    public async Task<IReadOnlyList<TableFile>> ListAsync(CatalogTable table, CancellationToken cancellationToken)
    {
        switch (table)
        {
            case CatalogTable.Managed managed:
                TableSnapshot? snapshot = await catalog.FindSnapshotAsync(managed, cancellationToken);
                return [.. (snapshot?.Files ?? []).Select(file => Of(snapshot!, file))];

            case CatalogTable.Files raw:
                IReadOnlyList<ObjectInfo> objects = await FileTableListing
                    .ListAsync(raw.Definition, catalog.Store(raw.Definition), cancellationToken);
                return [.. objects.Select(file => Of(file, prefix: "", partition: null))];

            case CatalogTable.External external:
                IReadOnlyList<ExternalFile> files = await catalog.ListFilesAsync(external, [], cancellationToken);
                TableEntry entry = external.Described;
                return
                [
                    .. files.Select(file => Of(
                        file.Object, entry.Storage!.Prefix, PartitionOf(entry, file.Values))),
                ];

            default:
                return [];
        }
    }

    /// <summary>By partition, in the order of the files; those of the catalog also when they have no files.</summary>
    public async Task<IReadOnlyList<(string Partition, IReadOnlyList<TableFile> Files)>> ListPartitionsAsync(
        CatalogTable table, CancellationToken cancellationToken)
    {
        ILookup<string?, TableFile> files = (await ListAsync(table, cancellationToken))
            .ToLookup(file => file.Partition, StringComparer.Ordinal);
        IEnumerable<string> named = files.Select(group => group.Key).OfType<string>();
        IEnumerable<string> known = table is CatalogTable.External external
            && external.Described.PartitionKeys.Count > 0
                ? (await external.Partitions.FindAsync([], cancellationToken))
                    .Select(partition => PartitionOf(external.Described, partition.Values)!)
                : [];
        return [.. known.Union(named, StringComparer.Ordinal).Select(name => (name, Files(name)))];

        IReadOnlyList<TableFile> Files(string partition) => [.. files[partition]];
    }

    private static TableFile Of(TableSnapshot snapshot, DataFile file) => new(
        file.Path,
        file.SizeBytes,
        file.RowCount,
        DateTimeOffset.FromUnixTimeMilliseconds(file.ModifiedUnixMs),
        snapshot.PartitionColumns.Count == 0
            ? null
            : string.Join('/', snapshot.PartitionColumns.Select(column =>
                $"{column}={file.PartitionValues.GetValueOrDefault(column) ?? "null"}")));

    private static TableFile Of(ObjectInfo file, string prefix, string? partition) => new(
        file.Key.StartsWith(prefix, StringComparison.Ordinal) ? file.Key[prefix.Length..] : file.Key,
        file.SizeBytes,
        Rows: null,
        file.LastModified,
        partition);

    private static string? PartitionOf(TableEntry table, IReadOnlyList<string?> values) =>
        table.PartitionKeys.Count == 0
            ? null
            : PartitionText.Of([.. table.PartitionKeys.Select(key => key.Name)], values);
}
