using System.Diagnostics;
using System.Globalization;
using Tarn.Jobs.Runs;

namespace Tarn.Bench;

/// <summary>
/// How time and memory grow with the number of trips under a memory limit. Each size runs both jobs in a process of its
/// own, so that its peak memory is its own.
/// </summary>
internal static class ScaleBench
{
    private const string LakeVariable = "TARN_BENCH_LAKE";

    private static readonly int[] Millions = [1, 3, 10, 30];

    public static async Task<BenchTable> RunAsync()
    {
        BenchTable table = new(
            "Growth with 'engine: {memory: 4GB}', both jobs",
            ["million trips", "staging s", "five curated s", "rows/s", "peak memory MB", "staged MB"]);
        if (Environment.GetEnvironmentVariable(LakeVariable) is { } directory)
        {
            table.Add(await MeasureAsync(directory));
            return table;
        }

        foreach (int millions in Millions)
        {
            string lake = await BenchLake.PrepareAsync(millions * 1_000_000, "engine: {memory: 4GB}");
            table.Add(await InOwnProcessAsync(lake));
        }

        return table;
    }

    private static async Task<string[]> MeasureAsync(string directory)
    {
        using BenchLake lake = await BenchLake.OpenAsync(directory);
        RunReport report = await lake.RunAsync();
        StepReport staging = report.Steps.First(step => step.Table == "staging.trips");
        double curated = report.Steps.Where(step => step != staging).Sum(step => step.Seconds);
        return
        [
            $"{staging.RowsIn / 1_000_000}",
            Cost.Text(staging.Seconds),
            Cost.Text(curated),
            (staging.RowsIn / staging.Seconds).ToString("N0", CultureInfo.InvariantCulture),
            BenchLake.Megabytes(Machine.PeakBytes()),
            BenchLake.Megabytes(staging.OutputBytes),
        ];
    }

    private static async Task<string[]> InOwnProcessAsync(string directory)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ScaleBench).Assembly.Location);
        }

        start.ArgumentList.Add("scale");
        start.Environment[LakeVariable] = directory;
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        string row = output.Split('\n').Last(line => line.StartsWith("| ", StringComparison.Ordinal));
        return [.. row.Trim('|', ' ').Split(" | ")];
    }
}
