using Tarn.Catalog.Entries;
using Tarn.Storage;

namespace Tarn.Catalog.External;

/// <summary>Finds the files of an external table in the partitions that a query wants.</summary>
internal sealed class ExternalListing(TableEntry table, IObjectStore store)
{
    private const int ListingsMax = 32;

    private readonly StorageEntry _storage = table.Storage!;
    private readonly EntryKeys _keys = new(table.Storage!);

    /// <summary>The files of a table without partitions.</summary>
    public async Task<IReadOnlyList<ExternalFile>> ListAsync(CancellationToken cancellationToken) =>
        Files(await _keys.ListAsync(store, _storage.Prefix, cancellationToken), []);

    /// <summary>
    /// The files of the partitions, in order of partition and key; of a partition without files none.
    /// </summary>
    public async Task<IReadOnlyList<ExternalFile>> ListAsync(
        IReadOnlyList<PartitionEntry> partitions, CancellationToken cancellationToken)
    {
        bool isOneListingBetter = partitions.Count > ListingsMax
            && partitions.All(partition => partition.Prefix.EndsWith('/')
                && partition.Prefix.StartsWith(_storage.Prefix, StringComparison.Ordinal));
        if (isOneListingBetter)
        {
            return await ListOnceAsync(partitions, cancellationToken);
        }

        List<ExternalFile> files = [];
        foreach (PartitionEntry partition in partitions)
        {
            IReadOnlyList<ObjectInfo> objects = await _keys.ListAsync(store, partition.Prefix, cancellationToken);
            files.AddRange(Files(objects, partition.Values));
        }

        return files;
    }

    /// <summary>
    /// Lists the table once and gives each file to the nearest directory above it that is a partition.
    /// </summary>
    private async Task<IReadOnlyList<ExternalFile>> ListOnceAsync(
        IReadOnlyList<PartitionEntry> partitions, CancellationToken cancellationToken)
    {
        ILookup<string, PartitionEntry> byPrefix = partitions.ToLookup(partition => partition.Prefix);
        List<ExternalFile> files = [];
        foreach (ObjectInfo file in await _keys.ListAsync(store, _storage.Prefix, cancellationToken))
        {
            files.AddRange(PartitionsOf(file.Key).SelectMany(partition => Files([file], partition.Values)));
        }

        return files;

        IEnumerable<PartitionEntry> PartitionsOf(string key)
        {
            for (int slash = key.LastIndexOf('/'); slash > 0; slash = key.LastIndexOf('/', slash - 1))
            {
                if (byPrefix.Contains(key[..(slash + 1)]))
                {
                    return byPrefix[key[..(slash + 1)]];
                }
            }

            return [];
        }
    }

    private static IReadOnlyList<ExternalFile> Files(
        IReadOnlyList<ObjectInfo> objects, IReadOnlyList<string?> values) =>
        [.. objects.Select(file => new ExternalFile(file, values))];
}
