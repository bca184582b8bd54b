using System.Runtime.InteropServices;

namespace Tarn.Native.Posix;

/// <summary>Chapter processes and signals.</summary>
internal static partial class Libc
{
    /// <summary>Sends the signal; with <see cref="SignalKill"/> to the own process it does not return.</summary>
    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int processId, int signal);

    /// <summary>Limits the calling process; Linux's numbers of resources (<c>Resource…</c>).</summary>
    [LibraryImport(Library, EntryPoint = "setrlimit", SetLastError = true)]
    internal static partial int SetResourceLimit(int resource, in ResourceLimit limit);
}
