using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tarn.Native.Posix;

namespace Tarn.Common;

/// <summary>
/// The system's fsync. .NET's <c>Flush(flushToDisk: true)</c> and <c>RandomAccess.FlushToDisk</c> return normally when
/// the system reports EIO, so what is lost would be acknowledged; they are banned.
/// </summary>
internal static class PosixSync
{
    /// <summary>
    /// 0, or the error number. Never call it again for the same data: the kernel reports a loss once.
    /// </summary>
    public static int TryFlush(SafeFileHandle file) =>
        Repeat(OperatingSystem.IsMacOS() ? FlushThroughDrive : Libc.Fsync, file);

    /// <summary>As <see cref="TryFlush"/>, of the content and of the length, not of times.</summary>
    public static int TryFlushData(SafeFileHandle file) =>
        OperatingSystem.IsLinux() ? Repeat(Libc.Fdatasync, file) : TryFlush(file);

    private static int Repeat(Func<SafeFileHandle, int> flush, SafeFileHandle file)
    {
        int result;
        do
        {
            result = flush(file);
        }
        while (result != 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);

        return result == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>File systems that cannot empty the drive's cache say so, and get what they can do.</summary>
    private static int FlushThroughDrive(SafeFileHandle file)
    {
        int result = Libc.Fcntl(file, Libc.FullFsync);
        bool unsupported = result != 0 && Marshal.GetLastPInvokeError() == Errno.NotSupported;
        return unsupported ? Libc.Fsync(file) : result;
    }
}
