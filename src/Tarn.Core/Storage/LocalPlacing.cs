using System.Runtime.InteropServices;
using Tarn.Common;
using Tarn.Native.Posix;

namespace Tarn.Storage;

/// <summary>
/// Gives written files the names of their objects, plain ones where that is possible. An object that is in the way of
/// a directory is moved aside, to its escaped name, in steps after each of which its content is found: as a plain file,
/// which counts where there are both, or under the escaped name. Blocking. Failures are IO exceptions or
/// <see cref="TarnException"/>.
/// </summary>
internal sealed class LocalPlacing(LocalPaths paths, DurableFolder folder, ConflictLock conflicts)
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
            return folder.Place(source, escaped, replace) ? escaped : null;
        }

        return conflicts.Shared(() => TryPlace(source, plain, escaped, replace)) is { } done
            ? done.Path
            : conflicts.Alone(() => PlaceAmidConflict(source, plain, escaped, replace));
    }

    /// <summary>
    /// Once a plain file is durable, drops what the key had under its escaped name.
    /// </summary>
    public void Settle(string key, string placed)
    {
        string escaped = paths.Escaped(key);
        if (placed == escaped || !paths.HasEscaped || !File.Exists(escaped))
        {
            return;
        }

        bool dropped = conflicts.Shared(() =>
        {
            if (!File.Exists(placed))
            {
                return false;
            }

            File.Delete(escaped);
            return true;
        });
        if (dropped)
        {
            DurableFolder.SyncIfPresent(folder.PruneEmpty(Path.GetDirectoryName(escaped)!));
        }
    }

    /// <summary>Deletes the object; the directories that had it are added.</summary>
    public bool Delete(string key, HashSet<string> changed) => conflicts.Shared(() =>
    {
        // The plain one counts while both are there, so it goes last.
        bool wasEscaped = paths.HasEscaped && DeleteFile(paths.Escaped(key), changed);
        return (ObjectKey.IsPlain(key) && DeleteFile(paths.Plain(key), changed)) || wasEscaped;
    });

    private static bool DeleteFile(string path, HashSet<string> changed)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        Failpoint.Hit(Failpoints.StorageDeleteBeforeUnlink);
        File.Delete(path);
        return changed.Add(Path.GetDirectoryName(path)!);
    }

    /// <summary>Null when something turned out to be in the way.</summary>
    private Placed? TryPlace(string source, string plain, string escaped, bool replace)
    {
        if (!replace && paths.HasEscaped && File.Exists(escaped))
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

    private string? PlaceAmidConflict(string source, string plain, string escaped, bool replace)
    {
        if (paths.FileAbove(plain) is string above)
        {
            MoveAside(above);
        }

        bool isDirectory = Directory.Exists(plain);
        if (!replace && !isDirectory && paths.HasEscaped && File.Exists(escaped))
        {
            return null;
        }

        string place = isDirectory ? escaped : plain;
        return folder.Place(source, place, replace) ? place : null;
    }

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
