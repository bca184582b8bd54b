using Microsoft.Win32.SafeHandles;

namespace Tarn.Streams.Delivery;

/// <summary>Files for objects while they are made; each is gone when it is closed.</summary>
internal static class ScratchFile
{
    private const int BufferBytes = 64 * 1024;

    public static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Share = FileShare.Read | FileShare.Delete,
        BufferSize = BufferBytes,
        Options = FileOptions.DeleteOnClose,
    });

    /// <summary>One that is read and written at any place, by several threads.</summary>
    public static SafeFileHandle CreateHandle(string path) => File.OpenHandle(
        path,
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.Read | FileShare.Delete,
        FileOptions.DeleteOnClose);

    /// <summary>A file that something else wrote.</summary>
    public static FileStream Take(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.Read | FileShare.Delete,
        BufferSize = BufferBytes,
        Options = FileOptions.DeleteOnClose,
    });
}
