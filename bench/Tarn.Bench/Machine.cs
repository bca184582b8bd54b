using System.Globalization;
using System.Runtime.InteropServices;

namespace Tarn.Bench;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    private const double Gigabyte = 1e9;

    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor()}, {Environment.ProcessorCount} threads, "
        + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gigabyte:F0} GB, {RuntimeInformation.OSDescription}, "
        + $".NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}");

    /// <summary>Most memory that this process has had resident, in bytes.</summary>
    public static long PeakBytes()
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static string Processor()
    {
        const string Path = "/proc/cpuinfo";
        string? line = File.Exists(Path)
            ? File.ReadLines(Path).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? RuntimeInformation.OSArchitecture.ToString();
    }
}
