namespace Tarn.Native.Posix;

/// <summary>Chapter constants: argument values, the same on Linux and macOS unless the member says otherwise.</summary>
internal static partial class Libc
{
    internal const int OpenReadOnly = 0;
    internal const int LockExclusive = 2;
    internal const int LockNonBlocking = 4;
    internal const int SignalKill = 9;

    /// <summary>macOS only: fsync that also empties the drive's cache (F_FULLFSYNC).</summary>
    internal const int FullFsync = 51;

    /// <summary>Linux's AT_FDCWD: names are relative to the working directory.</summary>
    internal const int CurrentDirectory = -100;

    /// <summary>Linux's RENAME_NOREPLACE.</summary>
    internal const uint RenameNoReplace = 1;

    /// <summary>Linux's RENAME_EXCHANGE: both names are there before and after.</summary>
    internal const uint RenameExchange = 2;

    /// <summary>Linux's RLIMIT_CPU, in seconds.</summary>
    internal const int ResourceCpu = 0;

    /// <summary>Linux's RLIMIT_FSIZE, in bytes of one file.</summary>
    internal const int ResourceFileSize = 1;

    /// <summary>Linux's RLIMIT_DATA: bytes of private writable memory, since 4.7.</summary>
    internal const int ResourceData = 2;

    /// <summary>Linux's RLIMIT_CORE, in bytes.</summary>
    internal const int ResourceCore = 4;

    /// <summary>Linux's RLIMIT_NOFILE.</summary>
    internal const int ResourceOpenFiles = 7;

    internal static int OpenCloseOnExec { get; } = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;
}
