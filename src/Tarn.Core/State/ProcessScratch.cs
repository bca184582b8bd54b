using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Tarn.Common;

namespace Tarn.State;

/// <summary>
/// Folders for temporary files below <c>.tarn/scratch</c>, each of one process, whose id its name ends in. A process
/// that is killed leaves its own behind.
/// </summary>
public static class ProcessScratch
{
    private const string FolderName = "scratch";

    // Clocks are put right while processes run, by seconds; whoever has the number again later is another process.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromHours(1);

    /// <summary>Where this process may write; whoever does makes it.</summary>
    /// <param name="stateDirectory">The lake's <c>.tarn</c>.</param>
    /// <param name="purpose">What for: a name without '-'.</param>
    public static string PathOf(string stateDirectory, string purpose) =>
        Path.Join(stateDirectory, FolderName, $"{purpose}-{Environment.ProcessId}");

    /// <summary>Removes what this process wrote there.</summary>
    public static void RemoveOwn(string stateDirectory, string purpose) =>
        Remove(new DirectoryInfo(PathOf(stateDirectory, purpose)));

    /// <summary>Removes what another process wrote there, which the caller started and has seen end.</summary>
    /// <exception cref="TarnException"><c>TN4003</c>: it cannot be removed.</exception>
    public static void RemoveOf(string stateDirectory, int processId)
    {
        DirectoryInfo scratch = new(Path.Join(stateDirectory, FolderName));
        foreach (DirectoryInfo folder in scratch.Exists ? scratch.GetDirectories() : [])
        {
            if (ProcessOf(folder.Name) == processId)
            {
                Remove(folder);
            }
        }
    }

    /// <summary>Removes folders of processes that are gone. The caller owns the lake.</summary>
    /// <exception cref="TarnException"><c>TN4003</c>: one cannot be removed.</exception>
    public static void RemoveLeftovers(string stateDirectory)
    {
        DirectoryInfo scratch = new(Path.Join(stateDirectory, FolderName));
        if (!scratch.Exists)
        {
            return;
        }

        foreach (DirectoryInfo folder in scratch.EnumerateDirectories())
        {
            if (ProcessOf(folder.Name) is { } process && !IsAlive(process, folder.LastWriteTimeUtc))
            {
                Remove(folder);
            }
        }
    }

    /// <summary>The process that a folder's name ends in; null when it ends in none.</summary>
    private static int? ProcessOf(string name)
    {
        int dash = name.LastIndexOf('-');
        return dash > 0
            && int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int process)
            ? process
            : null;
    }

    private static bool IsAlive(int processId, DateTime lastWriteTime)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime() <= lastWriteTime + ClockSlack;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // It ended while we looked.
            return false;
        }
        catch (Win32Exception)
        {
            // Somebody else's, and so there.
            return true;
        }
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            if (folder.Exists)
            {
                folder.Delete(recursive: true);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Its process was not quite gone, and removed it itself.
        }
        catch (Exception exception) when (IoErrors.IsIo(exception))
        {
            throw IoErrors.Translate(exception, $"remove temporary files '{folder.Name}'");
        }
    }
}
