using System.Diagnostics;

namespace Tarn.Bench;

/// <summary>From starting the process to its end: the published binary, as the <c>tarn</c> script runs it.</summary>
internal static class StartBench
{
    private const int Rounds = 10;

    public static async Task<BenchTable> RunAsync()
    {
        using BenchLake lake = await BenchLake.CreateAsync(1000);
        BenchTable table = new($"Cold start, median and slowest of {Rounds}", ["command", "median s", "slowest s"]);
        foreach (string[] arguments in Commands(lake))
        {
            await TarnScript.RunAsync(arguments);
            List<double> seconds = [];
            for (int round = 0; round < Rounds; round++)
            {
                long started = Stopwatch.GetTimestamp();
                await TarnScript.RunAsync(arguments);
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
}
