using Tarn.Bench.Catalogs;
using Tarn.Bench.ManagedTables;
using Tarn.Engine;

namespace Tarn.Bench.Tpch;

/// <summary>
/// The queries of TPC-H from SQL text to last row, in Athena's dialect, against the same text in bare DuckDB over views
/// of the same files; alternating in one process that has run each once.
/// </summary>
internal static class TpchBench
{
    private const int Rounds = 5;

    public static async Task<BenchTable> RunAsync()
    {
        using FileLake lake = await TpchLake.CreateAsync();
        using DuckInstance engine = DuckInstance.Open(new EngineOptions());
        using DuckConnection bare = engine.Connect();
        await TpchLake.BindAsync(lake, bare);
        foreach ((_, string sql) in TpchLake.Queries)
        {
            // The first query of a process would pay for compiling Tarn.
            await SideBySide.MedianAsync(
                rounds: 1, () => lake.QueryAsync(sql), () => bare.QueryAllAsync(sql, CancellationToken.None));
        }

        BenchTable table = new(
            $"TPC-H, scale factor 1, ms, median of {Rounds}",
            ["query", "Tarn", "bare DuckDB", "Tarn ÷ bare", "Tarn CPU", "bare CPU", "CPU ratio"]);
        Cost ownSum = default;
        Cost otherSum = default;
        foreach ((string name, string sql) in TpchLake.Queries)
        {
            (Cost own, Cost other) = await SideBySide.MedianAsync(
                Rounds,
                () => lake.QueryAsync(sql),
                () => bare.QueryAllAsync(sql, CancellationToken.None));
            Add(table, name, own, other);
            ownSum += own;
            otherSum += other;
        }

        Add(table, "sum", ownSum, otherSum);
        return table;
    }

    private static void Add(BenchTable table, string name, Cost own, Cost other) => table.Add(
        name,
        Text(own.Seconds),
        Text(other.Seconds),
        Timing.Ratio(own.Seconds, other.Seconds),
        Text(own.ProcessorSeconds),
        Text(other.ProcessorSeconds),
        Timing.Ratio(own.ProcessorSeconds, other.ProcessorSeconds));

    private static string Text(double seconds) => Timing.Count((long)(seconds * 1000));
}
