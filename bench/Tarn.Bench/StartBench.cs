using System.Diagnostics;
using System.Globalization;

namespace Tarn.Bench;

/// <summary>From starting the process to its end: the published binary, as the <c>tarn</c> script runs it.</summary>
internal static class StartBench
{
    private const int Rounds = 10;

    public static async Task<BenchTable> RunAsync()
    {
        using BenchLake lake = await BenchLake.CreateAsync(1000);
        string script = FindScript();
        BenchTable table = new($"Cold start, median and slowest of {Rounds}", ["command", "median s", "slowest s"]);
        foreach (string[] arguments in Commands(lake))
        {
            await RunAsync(script, arguments);
            List<double> seconds = [];
            for (int round = 0; round < Rounds; round++)
            {
                long started = Stopwatch.GetTimestamp();
                await RunAsync(script, arguments);
                seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            }

            table.Add(
                $"`tarn {string.Join(' ', arguments.Skip(2))}`",
                Cost.Text(seconds.Order().ElementAt(Rounds / 2)),
                Cost.Text(seconds.Max()));
        }

        return table;
    }

    private static string[][] Commands(BenchLake lake) =>
    [
        ["-C", lake.Directory, "version"],
        ["-C", lake.Directory, "query", "SELECT 1"],
        ["-C", lake.Directory, "validate"],
    ];

    private static async Task RunAsync(string script, string[] arguments)
    {
        ProcessStartInfo start = new(script) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
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

    /// <summary>The script at the top of the checkout.</summary>
    private static string FindScript()
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
