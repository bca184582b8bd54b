using System.Runtime.InteropServices;
using Tarn.Native.Posix;

namespace Tarn.Common;

/// <summary>
/// The one place where the operating system's answers become Tarn's codes: no space is <c>TN4001</c>, no right to
/// write is <c>TN4002</c>, anything else <c>TN4003</c>. On Unix .NET keeps errno in <see cref="Exception.HResult"/>.
/// </summary>
internal static class IoErrors
{
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsWriteProtected = unchecked((int)0x80070013);

    public static bool IsIo(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>The failure of the C library call just made, in the shape .NET's own file calls throw.</summary>
    public static IOException LastCall(string call, string path) =>
        FromErrno(Marshal.GetLastPInvokeError(), call, path);

    public static IOException FromErrno(int errno, string call, string path)
    {
        string message = $"{call} '{path}': {Marshal.GetPInvokeErrorMessage(errno)}";
        return errno == Errno.NoEntry
            ? new FileNotFoundException(message, path)
            : new IOException(message, errno);
    }

    /// <param name="exception">One for which <see cref="IsIo"/> holds.</param>
    /// <param name="action">What was being done, as in "write object 'a/b' of bucket 'raw'".</param>
    public static TarnException Translate(Exception exception, string action)
    {
        (string code, string hint) = Classify(exception);
        return new TarnException(code, $"Cannot {action}: {Reason(exception)}", exception) { Hint = hint };
    }

    private static (string Code, string Hint) Classify(Exception exception)
    {
        int error = exception.HResult;
        if (error is Errno.NoSpace or WindowsDiskFull or WindowsHandleDiskFull || error == Errno.QuotaExceeded)
        {
            return (ErrorCodes.StorageFull,
                "Free space on the disk that holds the lake, then run the same command again; nothing was damaged.");
        }

        if (exception is UnauthorizedAccessException
            || error is Errno.AccessDenied or Errno.NotPermitted or Errno.ReadOnlyFileSystem or WindowsWriteProtected)
        {
            return (ErrorCodes.StorageReadOnly,
                "Let the user that runs tarn read and write the lake's directories (chown, chmod, remount).");
        }

        return (ErrorCodes.StorageFailed,
            "Look into the system log for disk or mount errors (dmesg), then run the same command again.");
    }

    /// <summary>The system's words without the absolute path .NET puts into its messages.</summary>
    private static string Reason(Exception exception)
    {
        int error = exception.InnerException is IOException inner ? inner.HResult : exception.HResult;
        if (error > 0)
        {
            return $"{Marshal.GetPInvokeErrorMessage(error)} (errno {error})";
        }

        return exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => "it does not exist",
            PathTooLongException => "the path is too long for the file system",
            UnauthorizedAccessException => "access is denied",
            _ => exception.Message,
        };
    }
}
