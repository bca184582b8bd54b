using Tarn.Catalog.Entries;
using Tarn.Catalog.Files;
using Tarn.Storage;

namespace Tarn.Catalog.External;

/// <summary>Tells which objects are files of a table.</summary>
internal sealed class EntryKeys(StorageEntry storage)
{
    private readonly IReadOnlyList<KeyPattern> _exclusions =
        [.. storage.Exclusions.Select(pattern => new KeyPattern(pattern))];

    /// <summary>
    /// The table's files below a prefix, in order of key. Empty objects mark directories and are none.
    /// </summary>
    /// <param name="prefix">The table's or a partition's; without '/' at its end it is the key of one file.</param>
    public async Task<IReadOnlyList<ObjectInfo>> ListAsync(
        IObjectStore store, string prefix, CancellationToken cancellationToken)
    {
        List<ObjectInfo> files = [];
        await foreach (ObjectInfo file in store.ListAsync(prefix, cancellationToken))
        {
            if (file.SizeBytes > 0 && IsBelow(file.Key, prefix) && IsOfTable(file.Key, prefix))
            {
                files.Add(file);
            }
        }

        return files;
    }

    /// <summary>Whether an object that is not empty would be a file of the table.</summary>
    /// <param name="prefix">The table's or a partition's, at the start of the key.</param>
    public bool IsOfTable(string key, string prefix)
    {
        string below = key.StartsWith(storage.Prefix, StringComparison.Ordinal) ? key[storage.Prefix.Length..] : key;
        return !HasHiddenSegment(key[prefix.Length..])
            && (storage.Suffixes.Count == 0
                || storage.Suffixes.Any(suffix => key.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)))
            && !_exclusions.Any(pattern => pattern.IsMatch(below));
    }

    private static bool IsBelow(string key, string prefix) =>
        prefix.Length == 0 || prefix.EndsWith('/') || key == prefix;

    private static bool HasHiddenSegment(string path) =>
        path.StartsWith('_')
        || path.StartsWith('.')
        || path.Contains("/_", StringComparison.Ordinal)
        || path.Contains("/.", StringComparison.Ordinal);
}
