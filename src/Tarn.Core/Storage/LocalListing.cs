using System.Runtime.CompilerServices;
using Tarn.Common;
using Tarn.Storage.Archive;

namespace Tarn.Storage;

/// <summary>
/// Lists a local bucket in order of key, some entries at a time: few at first, for those who want no more.
/// </summary>
internal sealed class LocalListing(LocalPaths paths, LocalArchive archive, ConflictLock conflicts)
{
    private const int FirstEntries = 16;
    private const int EntriesTogetherMax = 1024;

    public async IAsyncEnumerable<ObjectInfo> ListObjectsAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ListedKey listed in ListAsync(new KeyRange { Prefix = prefix }, cancellationToken))
        {
            yield return ((ListedKey.Object)listed).Info;
        }
    }

    public async IAsyncEnumerable<ListedKey> ListAsync(
        KeyRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (range.Prefix.Length > 0 && !ObjectKey.IsValid(range.Prefix))
        {
            yield break;
        }

        using IEnumerator<ListedKey> walk = new LocalWalk(paths, archive, conflicts, range).Run().GetEnumerator();
        int wanted = FirstEntries;
        List<ListedKey> entries;
        do
        {
            entries = await BlockingIo.RunAsync(() => Take(walk, wanted, cancellationToken), cancellationToken);
            foreach (ListedKey entry in entries)
            {
                yield return entry;
            }
        }
        while (entries.Count == wanted && (wanted = Math.Min(wanted * 4, EntriesTogetherMax)) > 0);
    }

    private static List<ListedKey> Take(IEnumerator<ListedKey> walk, int count, CancellationToken cancellationToken)
    {
        List<ListedKey> taken = [];
        while (taken.Count < count && walk.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            taken.Add(walk.Current);
        }

        return taken;
    }
}
