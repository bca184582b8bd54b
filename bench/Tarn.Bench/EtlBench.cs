using System.Globalization;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Sources.Generation;

namespace Tarn.Bench;

/// <summary>
/// Each model of the taxi sample on one month, alternating with bare DuckDB in the same process. Tarn's step is
/// measured from planning to the durable commit.
/// </summary>
internal static class EtlBench
{
    private const int Rounds = 5;

    public static async Task<BenchTable> RunAsync()
    {
        using BenchLake lake = await BenchLake.CreateAsync(TaxiGenerationOptions.RowsDefault);
        using BareDuck bare = new();
        await bare.PrepareAsync(RawTrips.Sql(lake.TripsFile), lake.ZonesFile);
        List<Comparison> steps = [.. lake.Host.Definition.Models.Select(model => new Comparison(model))];
        for (int round = 0; round <= Rounds; round++)
        {
            foreach (Comparison step in steps)
            {
                string table = step.Model.Table.ToString();
                step.Report = (await lake.RunAsync(table)).Steps.Single();
                await bare.UseStagedAsync(await lake.FilesAsync("staging.trips"));
                Cost other = await bare.RunAsync(step.Model);
                if (round > 0)
                {
                    step.Tarn.Add(lake.Meter.Costs[table]);
                    step.Bare.Add(other);
                }
            }
        }

        return Tabulate(steps);
    }

    private static BenchTable Tabulate(List<Comparison> steps)
    {
        BenchTable table = new(
            $"ETL of {TaxiGenerationOptions.RowsDefault:N0} trips, median of {Rounds} rounds",
            [
                "step", "rows in", "rows out", "Tarn s", "bare DuckDB s", "ratio", "Tarn CPU s", "bare CPU s",
                "CPU ratio", "rows in/s",
            ]);
        foreach (Comparison step in steps)
        {
            Cost own = Cost.Median(step.Tarn);
            Add(table, step.Report.Table, step.Report.RowsIn, step.Report.RowsOut, own, Cost.Median(step.Bare));
        }

        Comparison[] curated = [.. steps.Where(step => step.Model.Table.Database == "curated")];
        Add(
            table,
            "curated, all five",
            curated.Sum(step => step.Report.RowsIn),
            curated.Sum(step => step.Report.RowsOut),
            curated.Select(step => Cost.Median(step.Tarn)).Aggregate((sum, cost) => sum + cost),
            curated.Select(step => Cost.Median(step.Bare)).Aggregate((sum, cost) => sum + cost));
        return table;
    }

    private static void Add(BenchTable table, string name, long rowsIn, long rowsOut, Cost own, Cost bare) => table.Add(
        name,
        rowsIn.ToString("N0", CultureInfo.InvariantCulture),
        rowsOut.ToString("N0", CultureInfo.InvariantCulture),
        Cost.Text(own.Seconds),
        Cost.Text(bare.Seconds),
        Cost.Text(own.Seconds / bare.Seconds),
        Cost.Text(own.ProcessorSeconds),
        Cost.Text(bare.ProcessorSeconds),
        Cost.Text(own.ProcessorSeconds / bare.ProcessorSeconds),
        (rowsIn / own.Seconds).ToString("N0", CultureInfo.InvariantCulture));

    private sealed class Comparison(ModelDefinition model)
    {
        public ModelDefinition Model => model;

        public List<Cost> Tarn { get; } = [];

        public List<Cost> Bare { get; } = [];

        public StepReport Report { get; set; } = null!;
    }
}
