using System.Globalization;
using Tarn.Cli.Hosting;
using Tarn.Engine;
using Tarn.Jobs;
using Tarn.Jobs.Checks;
using Tarn.Jobs.Runs;
using Tarn.Sources.Generation;

namespace Tarn.Bench;

/// <summary>
/// Both jobs of the taxi sample on one month, each step against bare DuckDB in the same process and run.
/// </summary>
internal static class EtlBench
{
    private const int Rounds = 3;

    public static async Task<BenchTable> RunAsync()
    {
        using BenchLake lake = await BenchLake.CreateAsync(TaxiGenerationOptions.RowsDefault);
        using BareDuck bare = new(new EngineOptions());
        await bare.PrepareAsync(RawTrips.Sql(lake.TripsFile), lake.ZonesFile);
        IReadOnlyList<ModelDefinition> models = await ModelsAsync(lake);
        Dictionary<string, List<(double Tarn, double Bare)>> seconds = [];
        RunReport report = null!;
        for (int round = 0; round <= Rounds; round++)
        {
            report = await lake.RunAsync();
            foreach (ModelDefinition model in models)
            {
                double own = report.Steps.First(step => step.Table == model.Table.ToString()).Seconds;
                double other = await bare.RunAsync(model, Filter(model));
                if (round > 0)
                {
                    seconds.TryAdd(model.Table.ToString(), []);
                    seconds[model.Table.ToString()].Add((own, other));
                }
            }
        }

        return Tabulate(lake, report, seconds);
    }

    /// <summary>Rows that no check takes out.</summary>
    private static string Filter(ModelDefinition model)
    {
        string[] conditions = [.. model.Checks.Where(OutcomeSql.Decides)
            .Select(check => $"({CheckCondition.FailsWhen(check)}) IS NOT TRUE")];
        return conditions.Length == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";
    }

    private static async Task<IReadOnlyList<ModelDefinition>> ModelsAsync(BenchLake lake)
    {
        using LakeHost host = await lake.OpenAsync();
        return host.Definition.Models;
    }

    private static BenchTable Tabulate(
        BenchLake lake, RunReport report, Dictionary<string, List<(double Tarn, double Bare)>> seconds)
    {
        double rowsPerSecond = TaxiGenerationOptions.RowsDefault / lake.Generated.Elapsed.TotalSeconds;
        BenchTable table = new(
            $"ETL of {TaxiGenerationOptions.RowsDefault:N0} trips, median of {Rounds} rounds; "
            + $"generated at {rowsPerSecond / 1e6:F2} M rows/s; "
            + $"peak memory of both together {BenchLake.Megabytes(Machine.PeakBytes())} MB",
            ["step", "rows in", "rows out", "Tarn s", "bare DuckDB s", "ratio", "rows/s"]);
        foreach (StepReport step in report.Steps)
        {
            (double own, double bare) = Median(seconds[step.Table]);
            Add(table, step.Table, step.RowsIn, step.RowsOut, own, bare);
        }

        StepReport[] curated =
            [.. report.Steps.Where(step => step.Table.StartsWith("curated", StringComparison.Ordinal))];
        double ownAll = curated.Sum(step => Median(seconds[step.Table]).Tarn);
        double bareAll = curated.Sum(step => Median(seconds[step.Table]).Bare);
        Add(
            table,
            "curated, all five",
            curated.Sum(step => step.RowsIn),
            curated.Sum(step => step.RowsOut),
            ownAll,
            bareAll);
        return table;
    }

    private static (double Tarn, double Bare) Median(List<(double Tarn, double Bare)> pairs) => (
        pairs.Select(pair => pair.Tarn).Order().ElementAt(pairs.Count / 2),
        pairs.Select(pair => pair.Bare).Order().ElementAt(pairs.Count / 2));

    private static void Add(BenchTable table, string name, long rowsIn, long rowsOut, double own, double bare) =>
        table.Add(
        name,
        rowsIn.ToString("N0", CultureInfo.InvariantCulture),
        rowsOut.ToString("N0", CultureInfo.InvariantCulture),
        BenchLake.Seconds(own),
        BenchLake.Seconds(bare),
        BenchLake.Seconds(own / bare),
        (rowsIn / own).ToString("N0", CultureInfo.InvariantCulture));
}
