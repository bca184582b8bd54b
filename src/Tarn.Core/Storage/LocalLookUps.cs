using Tarn.Common;
using Tarn.Storage.Archive;

namespace Tarn.Storage;

/// <summary>
/// Looks up many objects of a local bucket. Where a directory leads is asked once for all files in it, which is most of
/// what a single look-up costs.
/// </summary>
internal sealed class LocalLookUps(LocalPaths paths, LocalArchive archive)
{
    private const int KeysTogether = 1024;

    /// <summary>By position; null for an object that is not there.</summary>
    public async Task<IReadOnlyList<ObjectInfo?>> RunAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ObjectInfo?[] found = new ObjectInfo?[keys.Count];
        List<Task> parts = [];
        for (int start = 0; start < found.Length; start += KeysTogether)
        {
            int first = start;
            int end = Math.Min(found.Length, first + KeysTogether);
            parts.Add(BlockingIo.RunAsync(() => Find(keys, found, first, end), cancellationToken));
        }

        await Task.WhenAll(parts);
        return found;
    }

    private void Find(IReadOnlyList<string> keys, ObjectInfo?[] found, int first, int end)
    {
        LocalPathBatch batch = new(paths);
        for (int i = first; i < end; i++)
        {
            string path = batch.Resolve(keys[i]);
            try
            {
                found[i] = paths.Find(path) is FileInfo file
                    ? LocalPaths.Describe(keys[i], file)
                    : archive.Find(keys[i])?.Info;
            }
            catch (Exception exception) when (IoErrors.IsIo(exception))
            {
                throw LocalErrors.Translate(exception, paths, "look up", keys[i], path);
            }
        }
    }
}
