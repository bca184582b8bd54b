using Tarn.Common;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Versions;

/// <summary>
/// The versions of a bucket that are not current, and its markers: files of a tree of escaped names in the hidden
/// directory <see cref="DirectoryName"/>, one directory for each key. Blocking; the callers hold the key's lock.
/// Failures are IO exceptions.
/// </summary>
internal sealed class VersionArchive(
    LocalPaths paths, DurableFolder folder, AttributeFiles attributes, FileTimes times)
{
    public const string DirectoryName = ".tarn-versions";

    /// <summary>The tree of the keys.</summary>
    public string Tree { get; } = Path.Join(paths.Root, DirectoryName);

    /// <exception cref="TarnException"><c>TN4003</c>: files cannot have the second names that keep versions.</exception>
    public void RequireSecondNames()
    {
        const string Hint = "Keep buckets with versions on a file system with hard links, of Linux or macOS.";
        if (OperatingSystem.IsWindows())
        {
            throw new TarnException(
                ErrorCodes.StorageFailed, $"Bucket '{paths.Bucket}' cannot keep versions on Windows") { Hint = Hint };
        }

        using TemporaryFile file = folder.CreateTemporary();
        try
        {
            File.Delete(folder.LinkTemporary(file.Path));
        }
        catch (IOException exception)
        {
            throw new TarnException(
                ErrorCodes.StorageFailed,
                $"Bucket '{paths.Bucket}' cannot keep versions: its file system has no hard links",
                exception) { Hint = Hint };
        }
    }

    /// <summary>Those of a key, the newest first.</summary>
    public IReadOnlyList<ArchivedVersion> Read(string key)
    {
        string directory = EscapedKeys.PathOf(Tree, key);
        return !Directory.Exists(directory)
            ? []
            : [.. Directory.EnumerateFiles(directory)
                .Select(ArchivedVersion.Parse)
                .OfType<ArchivedVersion>()
                .OrderByDescending(version => version.Ticks)];
    }

    /// <summary>
    /// Keeps the current content as the newest of the archive: a second name for its file, durable on return. What an
    /// attempt that died left of the same version goes.
    /// </summary>
    public void Keep(string key, FileInfo current, string versionId)
    {
        IReadOnlyList<ArchivedVersion> before = Read(key);
        ArchivedVersion kept = Next(key, before, versionId, isMarker: false);
        attributes.CopyBeside(new AttributeOwner(key), new AttributeOwner(key, versionId));
        folder.Place(folder.LinkTemporary(current.FullName), kept.Path, replace: true);
        DurableFolder.SyncParent(kept.Path);
        foreach (ArchivedVersion older in before.Where(version => version.VersionId == versionId))
        {
            File.Delete(older.Path);
        }

        Failpoint.Hit(Failpoints.StorageVersionKept);
    }

    /// <summary>Makes a marker, the newest of the archive; durable on return.</summary>
    public ArchivedVersion Mark(string key, string versionId)
    {
        ArchivedVersion marker = Next(key, Read(key), versionId, isMarker: true);
        using TemporaryFile file = folder.CreateTemporary();
        folder.Publish(file, marker.Path, replace: false);
        Failpoint.Hit(Failpoints.StorageVersionMarked);
        return marker;
    }

    /// <summary>Deletes them for good; durable on return.</summary>
    public void Remove(string key, IEnumerable<ArchivedVersion> versions)
    {
        foreach (ArchivedVersion version in versions)
        {
            File.Delete(version.Path);
            attributes.RemoveBeside(new AttributeOwner(key, version.VersionId));
        }

        DurableFolder.SyncIfPresent(folder.PruneEmpty(EscapedKeys.PathOf(Tree, key)));
    }

    private ArchivedVersion Next(
        string key, IReadOnlyList<ArchivedVersion> before, string versionId, bool isMarker)
    {
        // The clock may have been set back since the newest was made.
        long ticks = Math.Max(times.Next().Ticks, before.Count == 0 ? 0 : before[0].Ticks + 1);
        return ArchivedVersion.Of(EscapedKeys.PathOf(Tree, key), ticks, versionId, isMarker);
    }
}
