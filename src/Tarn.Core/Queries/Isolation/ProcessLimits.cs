using System.ComponentModel;
using System.Runtime.InteropServices;
using Tarn.Common;
using Tarn.Native.Posix;

namespace Tarn.Queries.Isolation;

/// <summary>
/// Limits that the kernel puts on this process, for good (<c>setrlimit(2)</c>). The number of processes has none: that
/// limit counts those of all programs of the user, threads included.
/// </summary>
public static class ProcessLimits
{
    // What the runtime, the engine and the stacks of threads take before any statement runs, three times over.
    private const ulong OwnBytes = 512 << 20;
    private const int OpenFilesMax = 4096;
    private static readonly TimeSpan CpuSlack = TimeSpan.FromSeconds(2);

    /// <summary>Linux is where they work as described.</summary>
    public static bool AreSupported => OperatingSystem.IsLinux();

    /// <summary>Memory, size of files, number of open files; no core dumps.</summary>
    /// <param name="memoryBytesMax">Of the engine; the runtime's own comes on top.</param>
    /// <param name="fileBytesMax">Of any file that is written; null is any size.</param>
    /// <exception cref="TarnException"><c>TN3017</c>: the kernel refuses.</exception>
    public static void Apply(long memoryBytesMax, long? fileBytesMax)
    {
        Set(Libc.ResourceCore, 0);
        Set(Libc.ResourceOpenFiles, OpenFilesMax);
        Set(Libc.ResourceData, (ulong)(memoryBytesMax + (memoryBytesMax / 4)) + OwnBytes);
        if (fileBytesMax is long bytes)
        {
            Set(Libc.ResourceFileSize, (ulong)bytes);
        }
    }

    /// <summary>
    /// Allows processor time for one more statement: this process ends by SIGXCPU when nobody else ends it.
    /// </summary>
    internal static void AllowCpu(TimeSpan timeMax)
    {
        double seconds = Environment.CpuUsage.TotalTime.TotalSeconds
            + ((timeMax + CpuSlack).TotalSeconds * Environment.ProcessorCount);
        Set(Libc.ResourceCpu, (ulong)Math.Ceiling(seconds), ResourceLimit.Unlimited);
    }

    private static void Set(int resource, ulong limit) => Set(resource, limit, limit);

    private static void Set(int resource, ulong limit, ulong highest)
    {
        if (Libc.SetResourceLimit(resource, new ResourceLimit(limit, highest)) != 0)
        {
            Win32Exception error = new(Marshal.GetLastPInvokeError());
            throw new TarnException(
                ErrorCodes.IsolationUnavailable, $"a worker process cannot limit resource {resource}: {error.Message}");
        }
    }
}
