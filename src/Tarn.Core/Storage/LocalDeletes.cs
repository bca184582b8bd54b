using Tarn.Common;

namespace Tarn.Storage;

/// <summary>
/// Deletes objects, then removes directories that became empty and syncs what is left of them. Blocking.
/// </summary>
internal sealed class LocalDeletes(LocalPlacing placing, DurableFolder folder)
{
    /// <summary>Durable on return; an object that is absent counts as deleted.</summary>
    public void Delete(string key)
    {
        HashSet<string> changed = new(StringComparer.Ordinal);
        placing.Delete(key, changed);
        Sync(changed);
    }

    /// <param name="directories">Those that had the objects.</param>
    public void Sync(HashSet<string> directories)
    {
        foreach (string left in directories.Select(folder.PruneEmpty).ToHashSet(StringComparer.Ordinal))
        {
            DurableFolder.SyncIfPresent(left);
        }
    }
}
