using System.Runtime.InteropServices;

namespace Tarn.Native.Posix;

/// <summary>Extended attributes of files (Linux: <c>xattr(7)</c>). Each returns -1 and sets errno on failure.</summary>
internal static partial class Libc
{
    /// <summary>
    /// Sets or replaces; ENOTSUP where the file system has none, ENOSPC or E2BIG when it is too large.
    /// </summary>
    [LibraryImport(Library, EntryPoint = "setxattr", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int SetAttribute(
        string path, string name, ReadOnlySpan<byte> value, nuint length, int flags);

    /// <summary>Returns the length; ENODATA when there is none, ERANGE when the buffer is too short.</summary>
    [LibraryImport(Library, EntryPoint = "getxattr", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial nint GetAttribute(string path, string name, Span<byte> value, nuint length);

    /// <summary>As <see cref="GetAttribute"/>, of an open file.</summary>
    [LibraryImport(Library, EntryPoint = "fgetxattr", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial nint GetAttributeOf(SafeHandle file, string name, Span<byte> value, nuint length);

    [LibraryImport(
        Library, EntryPoint = "removexattr", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int RemoveAttribute(string path, string name);
}
