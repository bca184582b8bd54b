using Tarn.Bench.Catalogs;
using Tarn.Bench.ManagedTables;
using Tarn.Engine;
using Tarn.Queries;

namespace Tarn.Bench.Tpch;

/// <summary>
/// A query whose result is reused, from SQL text to last row, in a process that has run it once; against running it.
/// </summary>
internal static class RepeatBench
{
    private const int Rounds = 100;

    private static readonly TimeSpan AgeMax = TimeSpan.FromHours(1);

    public static async Task<BenchTable> RunAsync()
    {
        using FileLake lake = await TpchLake.CreateAsync();
        BenchTable table = new(
            $"Queries of TPC-H repeated {Rounds} times with reuse, ms",
            ["query", "rows", "first", "median", "99 %", "slowest"]);
        foreach ((string name, string sql) in TpchLake.Queries.Where(query => query.Name is "q01" or "q05" or "q16"))
        {
            long rows = 0;
            double first = await Timing.MillisecondsAsync(async () => rows = (await RunAsync(lake, sql)).Rows);
            List<double> repeated = [];
            for (int round = 0; round < Rounds; round++)
            {
                repeated.Add(await Timing.MillisecondsAsync(() => RequireReusedAsync(lake, sql)));
            }

            table.Add(
                name,
                Timing.Count(rows),
                Timing.Text(first),
                Timing.Text(Timing.Median(repeated)),
                Timing.Text(Timing.Percentile(repeated, 99)),
                Timing.Text(repeated.Max()));
        }

        return table;
    }

    private static async Task RequireReusedAsync(FileLake lake, string sql)
    {
        QueryStatistics statistics = await RunAsync(lake, sql);
        if (statistics.ReusedFrom is null)
        {
            throw new InvalidOperationException("the result was not reused");
        }
    }

    private static async Task<QueryStatistics> RunAsync(FileLake lake, string sql)
    {
        QueryRequest request = new(sql, new Dictionary<string, object?>(), AsOf: null);
        await using QueryExecution query = await lake.Host.Reuse
            .RunAsync(lake.Host.Queries, request, AgeMax, CancellationToken.None);
        await foreach (RowBatch _ in query.Rows.ReadBatchesAsync(CancellationToken.None))
        {
        }

        return query.Statistics;
    }
}
