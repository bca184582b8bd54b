using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tarn.Native.Posix;

namespace Tarn.Common;

/// <summary>
/// Steps of a durable change to one file. A new or renamed file survives a power cut only when its content and every
/// directory that got a new entry were synced. Failures are <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.
/// </summary>
public static class DurableFile
{
    /// <summary>Writes the content so that readers see the old file or all of the new one; durable on return.</summary>
    public static void WriteAtomic(string path, ReadOnlySpan<byte> content, IIdSource ids) =>
        WriteAtomic(path, content, mode: null, ids);

    /// <summary>As <c>WriteAtomic</c>, of a file that on Unix only its owner may read and write.</summary>
    public static void WriteAtomicPrivate(string path, ReadOnlySpan<byte> content, IIdSource ids) =>
        WriteAtomic(path, content, UnixFileMode.UserRead | UnixFileMode.UserWrite, ids);

    /// <summary>Makes the content of a file that somebody else wrote durable; its directory entry is not.</summary>
    public static void Sync(string path)
    {
        // Windows flushes only through handles that may write.
        FileAccess access = OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read;
        using SafeFileHandle handle = File.OpenHandle(
            path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        Flush(handle, path);
    }

    /// <summary>Makes what was written to the file durable.</summary>
    /// <param name="file">Open for writing, or on Unix in any way.</param>
    /// <param name="path">For the message.</param>
    public static void Flush(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsFile.Flush(file);
        }
        else if (PosixSync.TryFlush(file) is int errno and not 0)
        {
            throw IoErrors.FromErrno(errno, "fsync", path);
        }
    }

    /// <summary>
    /// As <see cref="Flush"/>, without the file's times, which costs less where a file is appended to.
    /// </summary>
    /// <param name="file">Open for writing.</param>
    /// <param name="path">For the message.</param>
    public static void FlushData(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsFile.Flush(file);
        }
        else if (PosixSync.TryFlushData(file) is int errno and not 0)
        {
            throw IoErrors.FromErrno(errno, "fdatasync", path);
        }
    }

    /// <summary>
    /// Makes the entries of a directory durable. NTFS journals them, so on Windows there is nothing to do.
    /// </summary>
    public static void SyncDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET refuses to open directories.
        int descriptor = Libc.Open(directory, Libc.OpenReadOnly | Libc.OpenCloseOnExec);
        if (descriptor < 0)
        {
            throw IoErrors.LastCall("open", directory);
        }

        using SafeFileHandle handle = new(descriptor, ownsHandle: true);
        int errno = PosixSync.TryFlush(handle);

        // Some network and FUSE file systems keep directories durable themselves and know no sync of them.
        if (errno != 0 && errno != Errno.InvalidArgument)
        {
            throw IoErrors.FromErrno(errno, "fsync", directory);
        }
    }

    /// <summary>Makes the directory and its missing ancestors, each with a durable entry.</summary>
    public static void CreateDirectory(string directory)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (Directory.Exists(full))
        {
            return;
        }

        string parent = Path.GetDirectoryName(full)!;
        CreateDirectory(parent);
        Directory.CreateDirectory(full);
        SyncDirectory(parent);
    }

    /// <summary>Renames within one file system, replacing the destination. Syncs nothing.</summary>
    public static void MoveReplace(string source, string destination)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsFile.Replace(source, destination);
        }
        else if (Libc.Rename(source, destination) != 0)
        {
            throw IoErrors.LastCall("rename", destination);
        }
    }

    /// <summary>
    /// Renames within one file system unless the destination exists: of any number of threads and processes that try
    /// the same destination, one gets true. Syncs nothing; on false the source is still there.
    /// </summary>
    public static bool MoveNew(string source, string destination)
    {
        if (OperatingSystem.IsWindows())
        {
            return WindowsFile.New(source, destination);
        }

        return TryRenameNoReplace(source, destination) ?? LinkAndUnlink(source, destination);
    }

    /// <summary>
    /// The portable way, for macOS and for file systems without <c>RENAME_NOREPLACE</c> (NFS, some FUSE).
    /// </summary>
    internal static bool LinkAndUnlink(string source, string destination)
    {
        if (Libc.Link(source, destination) != 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            return errno == Errno.Exists ? false
                : errno == Errno.NotPermitted || errno == Errno.NotSupported || errno == Errno.NoSystemCall
                    ? throw HasNoLinks(destination)
                : throw IoErrors.FromErrno(errno, "link", destination);
        }

        return Libc.Unlink(source) == 0 ? true : throw IoErrors.LastCall("unlink", source);
    }

    private static TarnException HasNoLinks(string destination) => new(
        ErrorCodes.StorageUnfit,
        $"'{Path.GetFileName(destination)}' cannot be made only if it is absent: the file system has neither hard links"
        + " nor a rename that does not replace")
    {
        Hint = "Keep the lake on a file system that has one of them, such as ext4, xfs, btrfs or APFS.",
    };

    /// <summary>Null when the system or the file system does not know the flag.</summary>
    private static bool? TryRenameNoReplace(string source, string destination)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        int result;
        try
        {
            result = Libc.RenameAt2(
                Libc.CurrentDirectory, source, Libc.CurrentDirectory, destination, Libc.RenameNoReplace);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        if (result == 0)
        {
            return true;
        }

        int errno = Marshal.GetLastPInvokeError();
        if (errno == Errno.Exists)
        {
            return false;
        }

        bool unsupported = errno == Errno.InvalidArgument || errno == Errno.NoSystemCall || errno == Errno.NotSupported;
        return unsupported ? null : throw IoErrors.LastCall("renameat2", destination);
    }

    private static void WriteAtomic(string path, ReadOnlySpan<byte> content, UnixFileMode? mode, IIdSource ids)
    {
        string temporary = WriteBeside(path, content, mode, ids);
        MoveReplace(temporary, path);
        SyncDirectory(DirectoryOf(path));
    }

    private static string WriteBeside(string path, ReadOnlySpan<byte> content, UnixFileMode? mode, IIdSource ids)
    {
        string temporary = Path.Join(DirectoryOf(path), $".{Path.GetFileName(path)}.{ids.NextId()}.tmp");
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
        };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        try
        {
            using FileStream stream = new(temporary, options);
            stream.Write(content);
            Flush(stream.SafeFileHandle, temporary);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        return temporary;
    }

    private static string DirectoryOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
