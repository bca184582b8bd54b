using System.Globalization;
using Tarn.Engine;

namespace Tarn.Bench.ManagedTables;

/// <summary>
/// A model with <c>strategy: merge</c> that gets new values for one row in a hundred, against DuckDB doing the join by
/// itself: rows of the table's files without the new keys, and the new rows, in one COPY.
/// </summary>
internal static class MergeBench
{
    private const int Rows = 10_000_000;
    private const int Changes = Rows / 100;
    private const int Rounds = 5;

    public static async Task<BenchTable> RunAsync()
    {
        BenchTable table = new(
            $"Merging {Timing.Count(Changes)} rows into {Timing.Count(Rows)}, median of {Rounds}",
            ["changed rows", "files", "Tarn s", "bare DuckDB s", "ratio", "Tarn CPU s", "bare CPU s", "CPU ratio"]);
        using ModelLake lake = await ModelLake.CreateAsync(
            "materialized: incremental\nstrategy: merge\nunique_key: [id]",
            "SELECT id, name, day, amount FROM raw.rows");
        await lake.DeliverAsync("all", Values($"range({Rows}) t(id)", "id"));
        await lake.RunAsync();
        await MeasureAsync(table, lake, "all over the table", round => $"{Rows / Changes} * i + {round}");
        await MeasureAsync(table, lake, "next to each other", round => $"i + {round * Changes}");
        await lake.RequireCleanAsync();
        return table;
    }

    private static async Task MeasureAsync(
        BenchTable table, ModelLake lake, string changed, Func<int, string> idOf)
    {
        List<Cost> own = [];
        List<Cost> bare = [];
        int files = 0;
        for (int round = 0; round <= Rounds; round++)
        {
            string name = $"{changed.Split(' ')[0]}-{round}";
            await lake.DeliverAsync(name, Values($"(SELECT {idOf(round)} AS id FROM range({Changes}) t(i))", "-id"));
            IReadOnlyList<string> paths = await lake.FilesAsync();
            files = paths.Count;
            bare.Add(await Cost.OfAsync(() => CopyAsync(lake, paths, lake.RawFile(name))));
            own.Add(await Cost.OfAsync(lake.RunAsync));
        }

        Cost tarn = Cost.Median(own[1..]);
        Cost duck = Cost.Median(bare[1..]);
        table.Add(
            changed,
            files.ToString(CultureInfo.InvariantCulture),
            Cost.Text(tarn.Seconds),
            Cost.Text(duck.Seconds),
            Timing.Ratio(tarn.Seconds, duck.Seconds),
            Cost.Text(tarn.ProcessorSeconds),
            Cost.Text(duck.ProcessorSeconds),
            Timing.Ratio(tarn.ProcessorSeconds, duck.ProcessorSeconds));
    }

    private static string Values(string source, string amount) =>
        $"SELECT id, 'customer ' || (id * 7919 % 1000003) AS name, DATE '2024-01-01' + (id % 365)::INTEGER AS day, "
        + $"{amount} / 100.0 AS amount FROM {source}";

    private static async Task CopyAsync(ModelLake lake, IReadOnlyList<string> files, string changes)
    {
        string target = Path.Combine(lake.Scratch, "bare");
        using DuckInstance engine = DuckInstance.Open(new EngineOptions());
        using DuckConnection connection = engine.Connect();
        string fresh = $"(SELECT * FROM read_parquet({SqlText.Literal(changes)})) AS fresh";
        await connection.ExecuteAsync(
            $"COPY (SELECT old.* FROM read_parquet({SqlText.Paths(files)}) AS old ANTI JOIN {fresh} USING (id) "
            + $"UNION ALL SELECT * FROM {fresh}) TO {SqlText.Literal(target)} "
            + "(FORMAT parquet, COMPRESSION snappy, PER_THREAD_OUTPUT)",
            CancellationToken.None);
        Directory.Delete(target, recursive: true);
    }
}
