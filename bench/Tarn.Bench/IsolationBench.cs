using System.Diagnostics;
using System.Globalization;
using Tarn.Engine;
using Tarn.Queries;
using Tarn.Queries.Isolation;
using Tarn.Queries.Limits;

namespace Tarn.Bench;

/// <summary>
/// The same statements in this process, in an engine of their own and in a worker process, alternating; from text to
/// last row.
/// </summary>
internal static class IsolationBench
{
    private const int Rows = 1_000_000;

    private static readonly (string Name, string Sql, int Rounds)[] Statements =
    [
        ("SELECT 1", "SELECT 1", 50),
        ("one aggregate over a table", "SELECT count(*), sum(total_amount) FROM staging.trips", 25),
        ($"{Rows:N0} rows of 5 columns", $"SELECT i, i * 1.5, 'row ' || i, i % 7, hash(i) FROM range({Rows}) t(i)", 7),
    ];

    public static async Task<BenchTable> RunAsync()
    {
        using BenchLake lake = await BenchLake.CreateAsync(Rows);
        await lake.RunAsync("staging.trips");
        QueryLimits limited = lake.Host.Queries.Limits with { MemoryBytesMax = 1_000_000_000 };
        QueryRunner[] runners =
        [
            lake.Host.Queries,
            lake.Host.Queries.Within(limited),
            lake.Host.Queries.Isolated(StatementIsolation.Process),
        ];
        BenchTable table = new(
            "Isolation of statements, median", ["statement", "shared ms", "own memory ms", "process ms"]);
        double cold = await MillisecondsAsync(runners[2], "SELECT 1");
        foreach ((string name, string sql, int rounds) in Statements)
        {
            List<double>[] times = [[], [], []];
            for (int round = 0; round < rounds; round++)
            {
                for (int i = 0; i < runners.Length; i++)
                {
                    times[i].Add(await MillisecondsAsync(runners[i], sql));
                }
            }

            table.Add([name, .. times.Select(all => Text(all.Order().ElementAt(rounds / 2)))]);
        }

        table.Add("SELECT 1, worker not started yet", "", "", Text(cold));
        return table;
    }

    private static async Task<double> MillisecondsAsync(QueryRunner queries, string sql)
    {
        long started = Stopwatch.GetTimestamp();
        await using (QueryExecution query = await queries.RunAsync(
            sql, new Dictionary<string, object?>(), CancellationToken.None))
        {
            await foreach (RowBatch _ in query.Rows.ReadBatchesAsync(CancellationToken.None))
            {
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static string Text(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
