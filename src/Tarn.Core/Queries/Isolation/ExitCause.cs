using System.Collections.Frozen;
using System.Globalization;

namespace Tarn.Queries.Isolation;

/// <summary>Says why a process ended; on Unix .NET gives 128 and the signal's number.</summary>
internal static class ExitCause
{
    private const int SignalBase = 128;

    // Linux's numbers.
    private static readonly FrozenDictionary<int, string> Signals = new Dictionary<int, string>
    {
        [4] = "SIGILL",
        [6] = "SIGABRT, as when the runtime cannot go on",
        [7] = "SIGBUS",
        [8] = "SIGFPE",
        [9] = "SIGKILL, as when the machine has no memory left",
        [11] = "SIGSEGV, as when a stack overflows",
        [15] = "SIGTERM",
        [24] = "SIGXCPU, the limit of its processor time",
        [25] = "SIGXFSZ, the limit of its files",
    }.ToFrozenDictionary();

    public static string Of(int exitCode) => Signals.TryGetValue(exitCode - SignalBase, out string? signal)
        ? signal
        : string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}");
}
