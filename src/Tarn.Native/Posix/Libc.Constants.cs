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

    internal static int OpenCloseOnExec { get; } = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;
}
