using System.Runtime.CompilerServices;
using Tarn.Storage.Archive;

namespace Tarn.Storage;

/// <summary>Lists the objects of a local bucket in order of key.</summary>
internal sealed class LocalListing(LocalPaths paths, LocalArchive archive, ConflictLock conflicts)
{
    private readonly LocalDirectories _directories = new(paths);

    public async IAsyncEnumerable<ObjectInfo> ListObjectsAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ListedKey listed in ListAsync(new KeyRange { Prefix = prefix }, cancellationToken))
        {
            yield return ((ListedKey.Object)listed).Info;
        }
    }

    public IAsyncEnumerable<ListedKey> ListAsync(KeyRange range, CancellationToken cancellationToken) =>
        range.Prefix.Length > 0 && !ObjectKey.IsValid(range.Prefix)
            ? AsyncEnumerable.Empty<ListedKey>()
            : WalkPages.ReadAsync(
                new KeyWalk<ListedKey>(
                    _directories.Read, Look, prefix => new ListedKey.CommonPrefix(prefix), conflicts, range).Run(),
                cancellationToken);

    /// <summary>Null when the object was deleted since the directory was read.</summary>
    private ListedKey.Object? Look(DirectoryEntry entry)
    {
        string place = entry.Tree == KeyTree.Plain ? paths.Plain(entry.Key) : paths.Escaped(entry.Key);
        FileInfo? file = (entry.Tree == KeyTree.Archived ? null : paths.Find(place))
            ?? paths.Find(paths.Resolve(entry.Key));
        ObjectInfo? found = file is null ? archive.Find(entry.Key)?.Info : LocalPaths.Describe(entry.Key, file);
        return found is null ? null : new ListedKey.Object(found);
    }
}
