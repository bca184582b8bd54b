using Tarn.Common;

namespace Tarn.Storage.Archive;

/// <summary>
/// The steps at which an object passes between its own file and the archive. Each is taken with nobody else renaming
/// files of the bucket, and looks first whether the object is still the one that it is about. Between any two of them,
/// also after a crash, the object is whole in the place that counts. Blocking. Failures are IO exceptions.
/// </summary>
internal sealed class ArchivePlacing(
    LocalPaths paths, DurableFolder folder, LocalPlacing placing, LocalArchive archive, ConflictLock conflicts)
{
    /// <summary>
    /// Gives a packed file its name in the archive, and takes the object's own file away once that is durable.
    /// </summary>
    /// <param name="file">With its attributes and its time, not synced yet.</param>
    /// <param name="key">Of the object.</param>
    /// <param name="mayPlace">Asked with nobody else renaming.</param>
    /// <returns>False, with nothing changed, when it may not.</returns>
    public bool TryPack(TemporaryFile file, string key, Func<bool> mayPlace)
    {
        DateTime packedUtc = File.GetLastWriteTimeUtc(file.Path);
        string packed = archive.PathOf(key);
        bool isPlaced = folder.Publish(
            file,
            source => conflicts.Alone(() => mayPlace() && folder.Place(source, packed, replace: true))
                ? packed
                : null) is not null;
        if (!isPlaced)
        {
            return false;
        }

        Failpoint.Hit(Failpoints.StorageArchivePacked);
        HashSet<string> changed = [];
        conflicts.Alone(() =>
        {
            // Somebody who put the object meanwhile has dropped what was packed.
            bool isMine = File.Exists(packed) && File.GetLastWriteTimeUtc(packed) == packedUtc;
            return isMine && placing.DeleteOwn_NeedsLock(key, changed);
        });
        placing.SyncChanged(changed);
        return true;
    }

    /// <summary>Gives an unpacked file the object's name; false when the object is another now.</summary>
    /// <param name="file">With its attributes and its time, not synced yet.</param>
    /// <param name="key">Of the object.</param>
    /// <param name="unpacked">The archived object that it is of.</param>
    public bool TryUnpack(TemporaryFile file, string key, ObjectInfo unpacked) =>
        folder.Publish(
            file,
            source => conflicts.Alone(() => IsOnlyArchived(key, unpacked)
                ? placing.PlaceAmidConflict(source, key, replace: true)
                : null)) is not null;

    /// <summary>Takes the copy of a restored object away; false when the object is another now.</summary>
    public bool TryDropCopy(string key, ObjectInfo restored)
    {
        HashSet<string> changed = [];
        bool isDropped = conflicts.Alone(() =>
            archive.Find(key)?.Info.ETag == restored.ETag
            && OwnETag(key) == restored.ETag
            && placing.DeleteOwn_NeedsLock(key, changed));
        placing.SyncChanged(changed);
        return isDropped;
    }

    /// <summary>
    /// Takes the packed file away that a crash left beside the object's own; false when the object is another now.
    /// </summary>
    public bool TryDropPacked(string key, ObjectInfo own)
    {
        HashSet<string> changed = [];
        bool isDropped = conflicts.Alone(() => OwnETag(key) == own.ETag && archive.Delete(key, changed));
        placing.SyncChanged(changed);
        return isDropped;
    }

    /// <summary>Deletes the object, archived or not; false when it is another now.</summary>
    public bool TryDelete(ObjectInfo found)
    {
        HashSet<string> changed = [];
        bool isDeleted = conflicts.Alone(() =>
            (OwnETag(found.Key) ?? archive.Find(found.Key)?.Info.ETag) == found.ETag
            && (archive.Delete(found.Key, changed) | placing.DeleteOwn_NeedsLock(found.Key, changed)));
        placing.SyncChanged(changed);
        return isDeleted;
    }

    private bool IsOnlyArchived(string key, ObjectInfo unpacked) =>
        OwnETag(key) is null && archive.Find(key)?.Info.ETag == unpacked.ETag;

    /// <summary>Of the object's own file; null when it has none.</summary>
    public string? OwnETag(string key) =>
        paths.Find(paths.Resolve(key)) is FileInfo file ? LocalPaths.Describe(key, file).ETag : null;
}
