using System.Diagnostics;
using System.Globalization;
using Tarn.Cli.Hosting;
using Tarn.Engine;
using Tarn.Queries;
using Tarn.Sources.Generation;

namespace Tarn.Bench;

/// <summary>The sample's named queries through Tarn against the same SQL in bare DuckDB on the same files.</summary>
internal static class QueryBench
{
    private const int Rounds = 15;

    public static async Task<BenchTable> RunAsync()
    {
        using BenchLake lake = await BenchLake.CreateAsync(TaxiGenerationOptions.RowsDefault);
        await lake.RunAsync();
        using LakeHost host = await lake.OpenAsync();
        using DuckInstance instance = DuckInstance.Open(new EngineOptions());
        using DuckConnection bare = instance.Connect();
        string root = Path.Combine(lake.Directory, "data");
        await bare.ExecuteAsync(
            "CREATE SCHEMA staging; CREATE VIEW staging.trips AS FROM read_parquet("
            + SqlText.Literal(Path.Combine(root, "staging", "trips", "**", "*.parquet")) + ", hive_partitioning=true)",
            CancellationToken.None);
        BenchTable table = new(
            $"Queries over {TaxiGenerationOptions.RowsDefault:N0} trips, median of {Rounds}",
            ["query", "Tarn ms", "bare DuckDB ms", "difference ms"]);
        foreach ((string name, string sql) in Queries)
        {
            List<double> own = [];
            List<double> other = [];
            for (int round = 0; round < Rounds; round++)
            {
                own.Add(await MillisecondsAsync(() => DrainAsync(host, sql)));
                other.Add(await MillisecondsAsync(() => bare.QueryAllAsync(sql, CancellationToken.None)));
            }

            double a = own.Order().ElementAt(Rounds / 2);
            double b = other.Order().ElementAt(Rounds / 2);
            table.Add(name, Text(a), Text(b), Text(a - b));
        }

        return table;
    }

    private static (string Name, string Sql)[] Queries =>
    [
        ("all trips, one aggregate", "SELECT count(*), sum(total_amount) FROM staging.trips"),
        ("by zone", "SELECT pickup_zone, count(*) AS n FROM staging.trips GROUP BY 1 ORDER BY n DESC LIMIT 10"),
        ("one day", "SELECT count(*), avg(fare_amount) FROM staging.trips WHERE pickup_date = DATE '2024-02-14'"),
    ];

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
