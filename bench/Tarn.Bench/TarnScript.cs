using System.Diagnostics;
using System.Globalization;

namespace Tarn.Bench;

/// <summary>The script at the top of the checkout, which starts the published binary.</summary>
internal static class TarnScript
{
    /// <summary>Runs it to its end.</summary>
    /// <exception cref="InvalidOperationException">It did not end with 0.</exception>
    public static async Task RunAsync(string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            string said = await errors;
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"tarn ended with {process.ExitCode}: {said}"));
        }
    }

    /// <summary>Starts it; who called reads its streams, or lets it write little.</summary>
    public static Process Start(string[] arguments)
    {
        ProcessStartInfo start = new(FindPath()) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static string FindPath()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        for (; directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Tarn.slnx")))
            {
                return Path.Combine(directory.FullName, "tarn");
            }
        }

        throw new InvalidOperationException("run the benchmarks from a checkout of Tarn");
    }
}
