using Tarn.Catalog.Entries;

namespace Tarn.Crawlers.Updating;

/// <summary>Which partitions a table gets and loses.</summary>
/// <param name="Added">New, or at another place than before.</param>
/// <param name="Removed">Values of those without objects.</param>
internal sealed record PartitionUpdate(
    IReadOnlyList<PartitionEntry> Added, IReadOnlyList<IReadOnlyList<string?>> Removed)
{
    private const int PageSize = 10_000;

    public static async Task<PartitionUpdate> FindAsync(
        PartitionStore store, IReadOnlyList<PartitionEntry> wanted, CancellationToken cancellationToken)
    {
        Dictionary<string, PartitionEntry> known = new(StringComparer.Ordinal);
        string? token = null;
        do
        {
            PartitionPage page = await store.ListAsync(token, PageSize, cancellationToken);
            foreach (PartitionEntry partition in page.Partitions)
            {
                known[Key(partition)] = partition;
            }

            token = page.NextPageToken;
        }
        while (token is not null);

        List<PartitionEntry> added = [];
        foreach (PartitionEntry partition in wanted)
        {
            bool isKnown = known.Remove(Key(partition), out PartitionEntry? old);
            if (!isKnown || old!.Prefix != partition.Prefix)
            {
                added.Add(partition);
            }
        }

        return new PartitionUpdate(added, [.. known.Values.Select(partition => partition.Values)]);
    }

    private static string Key(PartitionEntry partition) =>
        string.Join('\u001F', partition.Values.Select(value => value is null ? "\u001E" : value));
}
