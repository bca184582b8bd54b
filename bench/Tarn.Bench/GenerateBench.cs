using System.Globalization;
using Tarn.Sources.Generation;

namespace Tarn.Bench;

/// <summary>How fast trips are made up and written to a Parquet file.</summary>
internal static class GenerateBench
{
    private const int Rounds = 5;

    public static async Task<BenchTable> RunAsync()
    {
        string directory = Directory.CreateTempSubdirectory("tarn-bench-").FullName;
        List<Cost> costs = [];
        GenerationResult result = null!;
        for (int round = 0; round < Rounds; round++)
        {
            string path = Path.Combine(directory, "trips.parquet");
            costs.Add(await Cost.OfAsync(async () =>
                result = await BenchLake.GenerateAsync(TaxiGenerationOptions.RowsDefault, path)));
        }

        Directory.Delete(directory, recursive: true);
        Cost median = Cost.Median(costs);
        BenchTable table = new(
            $"Generation of {result.Rows:N0} trips, median of {Rounds}", ["seconds", "CPU s", "rows/s", "file MB"]);
        table.Add(
            Cost.Text(median.Seconds),
            Cost.Text(median.ProcessorSeconds),
            (result.Rows / median.Seconds).ToString("N0", CultureInfo.InvariantCulture),
            BenchLake.Megabytes(result.SizeBytes));
        return table;
    }
}
