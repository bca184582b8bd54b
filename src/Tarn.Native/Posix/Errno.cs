namespace Tarn.Native.Posix;

/// <summary>Error numbers by meaning. The constants agree on Linux and macOS; the properties do not.</summary>
internal static class Errno
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int AccessDenied = 13;
    internal const int Exists = 17;
    internal const int CrossDevice = 18;
    internal const int InvalidArgument = 22;
    internal const int NoSpace = 28;
    internal const int ReadOnlyFileSystem = 30;
    internal const int Range = 34;

    internal static int WouldBlock { get; } = Pick(linux: 11, macOs: 35);

    internal static int NoSystemCall { get; } = Pick(linux: 38, macOs: 78);

    internal static int NotSupported { get; } = Pick(linux: 95, macOs: 45);

    internal static int QuotaExceeded { get; } = Pick(linux: 122, macOs: 69);

    private static int Pick(int linux, int macOs) => OperatingSystem.IsMacOS() ? macOs : linux;
}
