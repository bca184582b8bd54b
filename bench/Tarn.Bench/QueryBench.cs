using System.Diagnostics;
using System.Globalization;
using Tarn.Cli.Hosting;
using Tarn.Engine;
using Tarn.Queries;
using Tarn.Sources.Generation;

namespace Tarn.Bench;

/// <summary>
/// SQL on a table against the same SQL on the table's files in bare DuckDB, alternating; from text to last row.
/// </summary>
internal static class QueryBench
{
    private const int Rounds = 25;

    private static readonly (string Name, string Sql)[] Queries =
    [
        ("all trips, one aggregate", "SELECT count(*), sum(total_amount) FROM staging.trips"),
        ("by zone", "SELECT pickup_zone, count(*) AS n FROM staging.trips GROUP BY 1 ORDER BY n DESC LIMIT 10"),
        ("one day", "SELECT count(*), avg(fare_amount) FROM staging.trips WHERE pickup_date = DATE '2024-02-14'"),
        ("ten rows", "SELECT * FROM staging.trips LIMIT 10"),
    ];

    public static async Task<BenchTable> RunAsync()
    {
        using BenchLake lake = await BenchLake.CreateAsync(TaxiGenerationOptions.RowsDefault);
        await lake.RunAsync("staging.trips");
        using BareDuck bare = new();
        await bare.PrepareAsync(RawTrips.Sql(lake.TripsFile), lake.ZonesFile);
        await bare.UseStagedAsync(await lake.FilesAsync("staging.trips"));
        BenchTable table = new(
            $"Queries over {TaxiGenerationOptions.RowsDefault:N0} trips, median of {Rounds}",
            ["query", "Tarn ms", "bare DuckDB ms", "difference ms"]);
        foreach ((string name, string sql) in Queries)
        {
            List<double> own = [];
            List<double> other = [];
            for (int round = 0; round < Rounds; round++)
            {
                own.Add(await MillisecondsAsync(() => DrainAsync(lake.Host, sql)));
                other.Add(await MillisecondsAsync(() => bare.QueryAsync(sql)));
            }

            double a = own.Order().ElementAt(Rounds / 2);
            double b = other.Order().ElementAt(Rounds / 2);
            table.Add(name, Text(a), Text(b), Text(a - b));
        }

        return table;
    }

    private static async Task DrainAsync(LakeHost host, string sql)
    {
        await using QueryExecution query = await host.Queries
            .RunAsync(sql, new Dictionary<string, object?>(), CancellationToken.None);
        await foreach (RowBatch _ in query.Rows.ReadBatchesAsync(CancellationToken.None))
        {
        }
    }

    private static async Task<double> MillisecondsAsync(Func<Task> work)
    {
        long started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static string Text(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
