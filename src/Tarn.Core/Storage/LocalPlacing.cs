using System.Runtime.InteropServices;
using Tarn.Common;
using Tarn.Native.Posix;
using Tarn.Storage.Archive;

namespace Tarn.Storage;

/// <summary>
/// Gives written files the names of their objects, plain ones where that is possible. An object that is in the way of
/// a directory is moved aside, to its escaped name, in steps after each of which its content is found: as a plain file,
/// which counts where there are both, or under the escaped name. Blocking. Failures are IO exceptions or
/// <see cref="TarnException"/>.
/// </summary>
internal sealed class LocalPlacing(
    LocalPaths paths, DurableFolder folder, LocalArchive archive, ConflictLock conflicts)
{
    /// <summary>
    /// Renames a synced file; the caller syncs the directory, then calls <see cref="Settle"/>.
    /// </summary>
    /// <returns>Where it is now; null, with nothing changed, when the key is taken and not to be replaced.</returns>
    public string? Place(string source, string key, bool replace)
    {
        string plain = paths.Plain(key);
        string escaped = paths.Escaped(key);
        if (!ObjectKey.IsPlain(key))
        {
            return conflicts.Shared(() => IsFree(key, replace) && folder.Place(source, escaped, replace))
                ? escaped
                : null;
        }

        return conflicts.Shared(() => TryPlace(source, key, plain, escaped, replace)) is { } done
            ? done.Path
            : conflicts.Alone(() => PlaceAmidConflict(source, key, replace));
    }

    /// <summary>
    /// Once a file is durable, drops what the key had in the archive, and under its escaped name if it is a plain one.
    /// </summary>
    public void Settle(string key, string placed)
    {
        string escaped = paths.Escaped(key);
        bool hasEscaped = placed != escaped && paths.HasEscaped && File.Exists(escaped);
        if (!hasEscaped && !archive.Has(key))
        {
            return;
        }

        HashSet<string> changed = new(StringComparer.Ordinal);
        conflicts.Shared(() => File.Exists(placed)
            && (archive.Delete(key, changed) | (hasEscaped && DeleteFile(escaped, changed))));
        SyncChanged(changed);
    }

    /// <summary>Deletes the object; the directories that had it are added.</summary>
    public bool Delete(string key, HashSet<string> changed) => conflicts.Shared(() =>
    {
        // Its own file counts while it is archived too, so that goes last.
        bool wasArchived = archive.Delete(key, changed);
        return DeleteOwn_NeedsLock(key, changed) || wasArchived;
    });

    /// <summary>As <see cref="Delete"/>, of an object that stays in the archive, for who is alone.</summary>
    public bool DeleteOwn_NeedsLock(string key, HashSet<string> changed)
    {
        // The plain one counts while both are there, so it goes last.
        bool wasEscaped = paths.HasEscaped && DeleteFile(paths.Escaped(key), changed);
        return (ObjectKey.IsPlain(key) && DeleteFile(paths.Plain(key), changed)) || wasEscaped;
    }

    /// <summary>Makes deletions durable, and removes directories that became empty.</summary>
    public void SyncChanged(IEnumerable<string> directories)
    {
        foreach (string left in directories.Select(folder.PruneEmpty).ToHashSet(StringComparer.Ordinal))
        {
            DurableFolder.SyncIfPresent(left);
        }
    }

    private static bool DeleteFile(string path, HashSet<string> changed)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        Failpoint.Hit(Failpoints.StorageDeleteBeforeUnlink);
        File.Delete(path);
        changed.Add(Path.GetDirectoryName(path)!);
        return true;
    }

    /// <summary>Null when something turned out to be in the way.</summary>
    private Placed? TryPlace(string source, string key, string plain, string escaped, bool replace)
    {
        if (!IsFree(key, replace) || (!replace && paths.HasEscaped && File.Exists(escaped)))
        {
            return new Placed(null);
        }

        try
        {
            if (folder.Place(source, plain, replace))
            {
                return new Placed(plain);
            }
        }
        catch (Exception exception) when (IoErrors.IsIo(exception) && IsInTheWay(plain))
        {
            return null;
        }

        return IsInTheWay(plain) ? null : new Placed(null);
    }

    /// <summary>As <see cref="Place"/>, for who is alone.</summary>
    public string? PlaceAmidConflict(string source, string key, bool replace)
    {
        string plain = paths.Plain(key);
        string escaped = paths.Escaped(key);
        if (!ObjectKey.IsPlain(key))
        {
            return folder.Place(source, escaped, replace) ? escaped : null;
        }

        if (paths.FileAbove(plain) is string above)
        {
            MoveAside(above);
        }

        bool isDirectory = Directory.Exists(plain);
        if (!IsFree(key, replace) || (!replace && !isDirectory && paths.HasEscaped && File.Exists(escaped)))
        {
            return null;
        }

        string place = isDirectory ? escaped : plain;
        return folder.Place(source, place, replace) ? place : null;
    }

    private bool IsFree(string key, bool replace) => replace || !archive.Has(key);

    private bool IsInTheWay(string plain) => Directory.Exists(plain) || paths.FileAbove(plain) is not null;

    /// <summary>
    /// A second name for the file, durable, then an empty directory in its place by an exchange of the two.
    /// </summary>
    private void MoveAside(string plain)
    {
        string key = paths.KeyOf(plain);
        if (!OperatingSystem.IsLinux() || new FileInfo(plain).LinkTarget is not null)
        {
            throw Refused(key);
        }

        string escaped = paths.Escaped(key);
        folder.EnsureDirectory(Path.GetDirectoryName(escaped)!);
        File.Delete(escaped);
        Require(Libc.Link(plain, escaped), "link", key, escaped);
        DurableFolder.SyncParent(escaped);

        string directory = folder.CreateTemporaryDirectory();
        try
        {
            int exchanged = Libc.RenameAt2(
                Libc.CurrentDirectory, directory, Libc.CurrentDirectory, plain, Libc.RenameExchange);
            Require(exchanged, "renameat2", key, plain);
        }
        catch
        {
            Directory.Delete(directory);
            throw;
        }

        DurableFolder.SyncParent(plain);
        File.Delete(directory);
    }

    private void Require(int result, string call, string key, string path)
    {
        if (result == 0)
        {
            return;
        }

        int errno = Marshal.GetLastPInvokeError();
        bool isUnknown = errno == Errno.InvalidArgument || errno == Errno.NotPermitted
            || errno == Errno.NoSystemCall || errno == Errno.NotSupported;
        throw isUnknown ? Refused(key) : IoErrors.FromErrno(errno, call, path);
    }

    private TarnException Refused(string key) => ObjectKey.Bad(
        paths.Bucket, key, "it is an object, and this file system cannot put others below it");

    private sealed record Placed(string? Path);
}
