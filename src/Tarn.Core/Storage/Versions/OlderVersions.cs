using Tarn.Common;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Versions;

/// <summary>
/// The versions of a bucket that are not current, and its delete markers: files of a tree of escaped names in the
/// hidden directory <see cref="DirectoryName"/>, one directory for each key. Blocking; the callers hold the key's lock.
/// Failures are IO exceptions.
/// </summary>
internal sealed class OlderVersions(
    LocalPaths paths, DurableFolder folder, LocalArchive archive, AttributeFiles attributes, FileTimes times)
{
    public const string DirectoryName = ".tarn-versions";

    private readonly string _tree = Path.Join(paths.Root, DirectoryName);

    /// <exception cref="TarnException"><c>TN4010</c>: files cannot have second names, which keep versions.</exception>
    public void RequireSecondNames()
    {
        const string Hint = "Keep buckets with versions on a file system with hard links, of Linux or macOS.";
        if (OperatingSystem.IsWindows())
        {
            throw new TarnException(
                ErrorCodes.StorageUnfit, $"Bucket '{paths.Bucket}' cannot keep versions on Windows")
            { Hint = Hint };
        }

        using TemporaryFile file = folder.CreateTemporary();
        try
        {
            File.Delete(folder.LinkTemporary(file.Path));
        }
        catch (IOException exception)
        {
            throw new TarnException(
                ErrorCodes.StorageUnfit,
                $"Bucket '{paths.Bucket}' cannot keep versions: its file system has no hard links",
                exception)
            { Hint = Hint };
        }
    }

    /// <summary>Those of a key, the newest first.</summary>
    public IReadOnlyList<OlderVersion> Read(string key)
    {
        string directory = EscapedKeys.PathOf(_tree, key);
        return !Directory.Exists(directory)
            ? []
            : [.. Directory.EnumerateFiles(directory)
                .Select(OlderVersion.Parse)
                .OfType<OlderVersion>()
                .OrderByDescending(version => version.Ticks)];
    }

    /// <summary>
    /// Keeps the current content as the newest of them, durable on return: by a second name for its file; unpacked when
    /// it is in the archive. What an attempt that died left of the same version goes.
    /// </summary>
    public void Keep(CurrentVersion current)
    {
        string key = current.Found.Info.Key;
        IReadOnlyList<OlderVersion> before = Read(key);
        OlderVersion kept = Next(key, before, current.VersionId, isMarker: false);
        if (current.File is { } file)
        {
            attributes.CopyBeside(key, new AttributeOwner(key, current.VersionId));
            folder.Place(folder.LinkTemporary(file.FullName), kept.Path, replace: true);
            DurableFolder.SyncParent(kept.Path);
        }
        else
        {
            Unpack(key, current, kept);
        }

        foreach (OlderVersion older in before.Where(version => version.VersionId == current.VersionId))
        {
            File.Delete(older.Path);
        }

        Failpoint.Hit(Failpoints.StorageVersionKept);
    }

    /// <summary>Makes a marker, the newest of them; durable on return.</summary>
    public OlderVersion Mark(string key, string versionId)
    {
        OlderVersion marker = Next(key, Read(key), versionId, isMarker: true);
        using TemporaryFile file = folder.CreateTemporary();
        folder.Publish(file, marker.Path, replace: false);
        Failpoint.Hit(Failpoints.StorageVersionMarked);
        return marker;
    }

    /// <summary>Deletes them for good; durable on return.</summary>
    public void Remove(string key, IEnumerable<OlderVersion> versions)
    {
        foreach (OlderVersion version in versions)
        {
            File.Delete(version.Path);
            attributes.RemoveBeside(new AttributeOwner(key, version.VersionId));
        }

        DurableFolder.SyncIfPresent(folder.PruneEmpty(EscapedKeys.PathOf(_tree, key)));
    }

    private void Unpack(string key, CurrentVersion current, OlderVersion kept)
    {
        using TemporaryFile file = folder.CreateTemporary();
        archive.Unpack(key, file.Stream, CancellationToken.None);
        DateTime modifiedUtc = current.Found.Info.LastModified.UtcDateTime;
        File.SetLastWriteTimeUtc(file.Stream.SafeFileHandle, modifiedUtc);
        attributes.Write(
            new AttributeOwner(key, current.VersionId),
            file.Path,
            current.Found.Info.SizeBytes,
            modifiedUtc,
            current.Found.Attributes with { Restore = null });
        folder.Publish(file, kept.Path, replace: true);
    }

    private OlderVersion Next(
        string key, IReadOnlyList<OlderVersion> before, string versionId, bool isMarker)
    {
        // The clock may have been set back since the newest was made.
        long ticks = Math.Max(times.Next().Ticks, before.Count == 0 ? 0 : before[0].Ticks + 1);
        return OlderVersion.Of(EscapedKeys.PathOf(_tree, key), ticks, versionId, isMarker);
    }
}
