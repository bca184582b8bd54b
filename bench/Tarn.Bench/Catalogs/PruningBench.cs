using System.Globalization;
using Tarn.Bench.ManagedTables;
using Tarn.Engine;
using Tarn.Queries;

namespace Tarn.Bench.Catalogs;

/// <summary>
/// What a condition on the partition key saves on a crawled year of daily partitions, against bare DuckDB over the
/// same directories.
/// </summary>
internal static class PruningBench
{
    private const int Rows = 7_300_000;
    private const int Rounds = 15;

    private static readonly (string Name, string Where)[] Queries =
    [
        ("the year", ""),
        ("a quarter", " WHERE day BETWEEN DATE '2023-04-01' AND DATE '2023-06-30'"),
        ("30 days", " WHERE day >= DATE '2023-12-02'"),
        ("a day", " WHERE day = DATE '2023-02-14'"),
    ];

    public static async Task<BenchTable> RunAsync()
    {
        using FileLake lake = await FileLake.CreateAsync();
        await FillAsync(lake);
        await lake.CrawlAsync();
        await lake.ReopenAsync();
        using DuckInstance engine = DuckInstance.Open(new EngineOptions());
        using DuckConnection connection = engine.Connect();
        string files = SqlText.Literal(Path.Combine(lake.BucketDirectory, "sales", "**", "*.parquet"));
        string bareTable = $"read_parquet({files}, hive_partitioning = true)";
        BenchTable table = new(
            $"{Timing.Count(Rows)} rows in 365 daily partitions, median of {Rounds}",
            ["condition", "files", "MB read", "less", "Tarn ms", "bare DuckDB ms", "difference ms"]);
        long bytesOfAll = 0;
        foreach ((string name, string where) in Queries)
        {
            List<double> own = [];
            List<double> bare = [];
            ScannedTable? scanned = null;
            for (int round = 0; round <= Rounds; round++)
            {
                own.Add(await Timing.MillisecondsAsync(
                    async () => scanned = await lake.QueryAsync(Sql($"{FileLake.Database}.sales", where))));
                bare.Add(await Timing.MillisecondsAsync(
                    () => connection.QueryAllAsync(Sql(bareTable, where), CancellationToken.None)));
            }

            bytesOfAll = Math.Max(bytesOfAll, scanned!.BytesRead);
            double tarn = Timing.Median(own[1..]);
            double duck = Timing.Median(bare[1..]);
            table.Add(
                name,
                Timing.Count(scanned.FilesRead),
                Timing.Text(scanned.BytesRead / 1e6),
                (1 - ((double)scanned.BytesRead / bytesOfAll)).ToString("P1", CultureInfo.InvariantCulture),
                Timing.Text(tarn),
                Timing.Text(duck),
                Timing.Text(tarn - duck));
        }

        return table;
    }

    private static string Sql(string table, string where) =>
        $"SELECT store, count(*), sum(amount) FROM {table}{where} GROUP BY store ORDER BY store";

    private static Task FillAsync(FileLake lake) => lake.FillAsync(bucket =>
        $"""
        COPY (
            SELECT i AS id, hash(i) % 50 AS store, (hash(i * 7) % 100000) / 100.0 AS amount,
                DATE '2023-01-01' + CAST(i // {Rows / 365} AS INTEGER) AS day
            FROM range({Rows}) t(i)
        ) TO {SqlText.Literal(Path.Combine(bucket, "sales"))} (FORMAT parquet, PARTITION_BY (day))
        """);
}
