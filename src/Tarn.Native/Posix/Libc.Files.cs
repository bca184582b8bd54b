using System.Runtime.InteropServices;

namespace Tarn.Native.Posix;

/// <summary>
/// The C library calls .NET has no equivalent of: chapter files (POSIX.1-2017 <c>open</c>, <c>rename</c>, <c>link</c>,
/// <c>flock</c>; Linux <c>renameat2</c>). Each returns -1 and sets errno on failure. Never called on Windows.
/// </summary>
internal static partial class Libc
{
    private const string Library = "libc";

    /// <summary>Opens an existing file or directory; there is no mode because nothing is created.</summary>
    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Fsync(SafeHandle file);

    /// <summary>As fsync, without what only describes the file, such as its times. Linux only.</summary>
    [LibraryImport(Library, EntryPoint = "fdatasync", SetLastError = true)]
    internal static partial int Fdatasync(SafeHandle file);

    /// <summary>
    /// For commands without an argument; those with one are variadic and need another call on some systems.
    /// </summary>
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Fcntl(SafeHandle file, int command);

    /// <summary>Replaces the destination; both names change in one step.</summary>
    [LibraryImport(Library, EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int Rename(string source, string destination);

    /// <summary>Linux only; some file systems answer EINVAL to flags.</summary>
    [LibraryImport(Library, EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int RenameAt2(
        int sourceDirectory, string source, int destinationDirectory, string destination, uint flags);

    /// <summary>A second name for the same file; fails with EEXIST when the name is taken.</summary>
    [LibraryImport(Library, EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int Link(string existing, string added);

    [LibraryImport(Library, EntryPoint = "unlink", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int Unlink(string path);

    /// <summary>Advisory lock on the open file description; the kernel drops it when the process dies.</summary>
    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    internal static partial int Flock(SafeHandle file, int operation);

    /// <summary>
    /// The path with every link resolved, or null. The second argument stays 0: the C library then allocates the
    /// result, and the marshaller frees it.
    /// </summary>
    [LibraryImport(Library, EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial string? RealPath(string path, nint resolved);
}
