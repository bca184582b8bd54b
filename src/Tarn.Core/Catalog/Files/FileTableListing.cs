using Tarn.Storage;

namespace Tarn.Catalog.Files;

/// <summary>Lists the objects that make up a raw table.</summary>
public static class FileTableListing
{
    /// <summary>The table's files in ordinal order of key; a file that several patterns match counts once.</summary>
    public static async Task<IReadOnlyList<ObjectInfo>> ListAsync(
        FileTableDefinition table, IObjectStore store, CancellationToken cancellationToken)
    {
        List<ObjectInfo> files = [];
        foreach (KeyPattern pattern in table.Files.Select(text => new KeyPattern(text)))
        {
            await foreach (ObjectInfo file in store.ListAsync(pattern.Prefix, cancellationToken))
            {
                if (pattern.IsMatch(file.Key))
                {
                    files.Add(file);
                }
            }
        }

        // A listing is in order.
        return table.Files.Count == 1
            ? files
            : [.. files.DistinctBy(file => file.Key).OrderBy(file => file.Key, StringComparer.Ordinal)];
    }
}
