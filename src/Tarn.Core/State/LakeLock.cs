using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Tarn.Common;
using Tarn.Native.Posix;

namespace Tarn.State;

/// <summary>
/// The right of one process to change a lake: an operating-system lock on <c>.tarn/lock</c>, which ends with the
/// process however that ends. The file stays; what it says about its holder is for messages only.
/// </summary>
public sealed class LakeLock : ILakeTurn
{
    public const string FileName = "lock";

    private const int HolderBytesMax = 4096;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    // What a system says about the start of a process may move by parts of a second.
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(2);

    private readonly FileStream _file;

    private LakeLock(FileStream file, DateTimeOffset startedAt)
    {
        _file = file;
        StartedAt = startedAt;
    }

    /// <summary>When this process started: half-written files older than this are nobody's.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <param name="stateDirectory">The lake's <c>.tarn</c>; made when it does not exist.</param>
    /// <exception cref="TarnException"><c>TN4006</c>: it is held already; this does not wait.</exception>
    public static LakeLock Acquire(string stateDirectory)
    {
        string path = Path.Join(stateDirectory, FileName);
        FileStream? file = null;
        try
        {
            DurableFile.CreateDirectory(stateDirectory);

            // On Windows this is the lock, and lets the holder's name be read. On Unix .NET takes an flock of its own
            // here, which has to be the exclusive one, or two processes could keep each other from upgrading.
            FileShare share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0);
            return TryLock(file, path) ? new LakeLock(file, WriteHolder(file)) : throw Locked(path, stateDirectory);
        }
        catch (IOException exception) when (exception.HResult is int error
            && error == (OperatingSystem.IsWindows() ? WindowsSharingViolation : Errno.WouldBlock))
        {
            throw Locked(path, stateDirectory);
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (IoErrors.IsIo(exception))
            {
                throw IoErrors.Translate(exception, $"lock the lake with '{FileName}' in its state directory");
            }

            throw;
        }
    }

    /// <summary>The process that has the lake, for messages: it may end at any moment. Null when none has it.</summary>
    public static int? FindHolder(string stateDirectory)
    {
        if (ReadHolder(Path.Join(stateDirectory, FileName)) is not { } holder)
        {
            return null;
        }

        try
        {
            using Process process = Process.GetProcessById(holder.ProcessId);
            bool isSame = (process.StartTime.ToUniversalTime() - holder.StartedAt).Duration() < SameStart;
            return isSame ? holder.ProcessId : null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Asks again, because .NET passes over file systems without locks in silence.</summary>
    private static bool TryLock(FileStream file, string path)
    {
        const int Operation = Libc.LockExclusive | Libc.LockNonBlocking;
        if (OperatingSystem.IsWindows() || Libc.Flock(file.SafeFileHandle, Operation) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == Errno.WouldBlock ? false : throw IoErrors.LastCall("flock", path);
    }

    private static DateTimeOffset WriteHolder(FileStream file)
    {
        using Process process = Process.GetCurrentProcess();
        DateTimeOffset startedAt = process.StartTime.ToUniversalTime();
        LockHolder holder = new(Environment.ProcessId, startedAt);
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(holder, StateJsonContext.Default.LockHolder);
        file.SetLength(0);
        file.Write(content);
        return startedAt;
    }

    private static TarnException Locked(string path, string stateDirectory)
    {
        LockHolder? holder = ReadHolder(path);
        string who = holder is null
            ? "another process"
            : $"process {holder.ProcessId}, running since {holder.StartedAt:yyyy-MM-dd HH:mm:ss} UTC";
        string lake = Path.GetDirectoryName(Path.GetFullPath(stateDirectory)) ?? stateDirectory;
        return new TarnException(ErrorCodes.LakeLocked, $"The lake '{lake}' is in use by {who}")
        {
            IsTransient = true,
            Hint = holder is null
                ? "Wait until it has finished, or stop it."
                : $"Wait until it has finished, or stop it (kill {holder.ProcessId}); then try again.",
        };
    }

    /// <summary>.NET's own way to open a file would need a shared lock.</summary>
    private static SafeFileHandle OpenUnlocked(string path)
    {
        int descriptor = Libc.Open(path, Libc.OpenReadOnly | Libc.OpenCloseOnExec);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw IoErrors.LastCall("open", path);
    }

    /// <summary>Null when the holder has not written itself down yet.</summary>
    private static LockHolder? ReadHolder(string path)
    {
        try
        {
            using SafeFileHandle file = OperatingSystem.IsWindows()
                ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                : OpenUnlocked(path);
            byte[] content = new byte[HolderBytesMax];
            int length = RandomAccess.Read(file, content, fileOffset: 0);
            return JsonSerializer.Deserialize(content.AsSpan(0, length), StateJsonContext.Default.LockHolder);
        }
        catch (Exception exception) when (exception is JsonException || IoErrors.IsIo(exception))
        {
            return null;
        }
    }
}
