using Tarn.Bench.ManagedTables;
using Tarn.Engine;

namespace Tarn.Bench.Catalogs;

/// <summary>
/// Four kinds of queries on the same rows as Parquet, CSV and JSON lines, each a crawled table; against bare DuckDB
/// reading the same files as it finds them.
/// </summary>
internal static class FormatBench
{
    private const int Orders = 1_000_000;
    private const int Customers = 50_000;
    private const int Warmups = 3;
    private const int Rounds = 9;

    private static readonly string[] Formats = ["parquet", "csv", "json"];

    private static readonly (string Name, string Sql)[] Queries =
    [
        ("aggregate", "SELECT country, count(*), sum(amount) FROM {orders} GROUP BY country ORDER BY country"),
        (
            "join",
            """
            SELECT c.segment, o.country, count(*), sum(o.amount) AS revenue, count(DISTINCT o.product_id)
            FROM {orders} o JOIN {customers} c ON c.customer_id = o.customer_id
            WHERE c.joined < DATE '2022-07-01'
            GROUP BY ALL HAVING count(*) > 10 ORDER BY revenue DESC
            """),
        (
            "window",
            """
            SELECT customer_id, ordered_at, running FROM (
                SELECT customer_id, ordered_at, sum(amount) OVER w AS running, row_number() OVER w AS number
                FROM {orders} WINDOW w AS (PARTITION BY customer_id ORDER BY ordered_at, order_id))
            WHERE number = 5 ORDER BY running DESC LIMIT 100
            """),
        (
            "date range",
            """
            SELECT count(*), sum(amount), max(quantity) FROM {orders}
            WHERE ordered_at >= TIMESTAMP '2023-06-01' AND ordered_at < TIMESTAMP '2023-07-01'
            """),
    ];

    public static async Task<BenchTable> RunAsync()
    {
        using FileLake lake = await FileLake.CreateAsync();
        await FillAsync(lake);
        await lake.CrawlAsync();
        await lake.ReopenAsync();
        using DuckInstance engine = DuckInstance.Open(new EngineOptions());
        using DuckConnection connection = engine.Connect();
        BenchTable table = new(
            $"{Timing.Count(Orders)} orders of {Timing.Count(Customers)} customers, ms, median of {Rounds}",
            ["query", "format", "MB", "Tarn ms", "× Parquet", "bare DuckDB ms", "× Parquet", "Tarn ÷ bare"]);
        Dictionary<string, (double Tarn, double Bare)> sums = [];

        // The first queries of a process would pay for compiling Tarn.
        foreach ((_, string sql) in Queries)
        {
            await MeasureAsync(lake, connection, sql, Formats[0], Warmups);
        }

        foreach ((string name, string sql) in Queries)
        {
            (double Tarn, double Bare)? first = null;
            foreach (string format in Formats)
            {
                (double tarn, double bare) = await MeasureAsync(lake, connection, sql, format, Rounds);
                first ??= (tarn, bare);
                (double tarnSum, double bareSum) = sums.GetValueOrDefault(format);
                sums[format] = (tarnSum + tarn, bareSum + bare);
                table.Add(
                    name,
                    format,
                    BenchLake.Megabytes(new FileInfo(FileOf(lake.BucketDirectory, "orders", format)).Length),
                    Timing.Text(tarn),
                    Timing.Ratio(tarn, first.Value.Tarn),
                    Timing.Text(bare),
                    Timing.Ratio(bare, first.Value.Bare),
                    Timing.Ratio(tarn, bare));
            }
        }

        foreach ((string format, (double tarn, double bare)) in sums)
        {
            table.Add(
                "sum", format, "", Timing.Text(tarn), "", Timing.Text(bare), "", Timing.Ratio(tarn, bare));
        }

        return table;
    }

    private static async Task<(double Tarn, double Bare)> MeasureAsync(
        FileLake lake, DuckConnection connection, string sql, string format, int rounds)
    {
        string own = Named(sql, table => $"{FileLake.Database}.{table}_{format}");
        string other = Named(
            sql, table => $"read_{format}({SqlText.Literal(FileOf(lake.BucketDirectory, table, format))})");
        List<double> tarn = [];
        List<double> bare = [];
        for (int round = 0; round <= rounds; round++)
        {
            tarn.Add(await Timing.MillisecondsAsync(() => lake.QueryAsync(own)));
            bare.Add(await Timing.MillisecondsAsync(() => connection.QueryAllAsync(other, CancellationToken.None)));
        }

        return (Timing.Median(tarn[1..]), Timing.Median(bare[1..]));
    }

    private static string Named(string sql, Func<string, string> name) => sql
        .Replace("{orders}", name("orders"), StringComparison.Ordinal)
        .Replace("{customers}", name("customers"), StringComparison.Ordinal);

    private static string FileOf(string bucket, string table, string format) =>
        Path.Combine(bucket, $"{table}_{format}", $"{table}.{format}");

    private static async Task FillAsync(FileLake lake)
    {
        await CopyAsync(lake, "orders",
            $"""
            SELECT i AS order_id, CAST(hash(i) % {Customers} AS BIGINT) AS customer_id,
                CAST(hash(i * 3) % 2000 AS BIGINT) AS product_id,
                TIMESTAMP '2023-01-01' + to_seconds(CAST(hash(i * 5) % 31536000 AS BIGINT)) AS ordered_at,
                CAST(1 + hash(i * 7) % 9 AS INTEGER) AS quantity, (hash(i * 11) % 100000) / 100.0 AS amount,
                'C' || (hash(i * 13) % 40) AS country
            FROM range({Orders}) t(i)
            """);
        await CopyAsync(lake, "customers",
            $"""
            SELECT i AS customer_id, 'customer ' || i AS name, 'S' || (hash(i) % 5) AS segment,
                DATE '2022-01-01' + CAST(hash(i * 3) % 365 AS INTEGER) AS joined
            FROM range({Customers}) t(i)
            """);
    }

    private static async Task CopyAsync(FileLake lake, string table, string select)
    {
        foreach (string format in Formats)
        {
            string file = FileOf(lake.BucketDirectory, table, format);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await lake.FillAsync(_ => $"COPY ({select}) TO {SqlText.Literal(file)} (FORMAT {format})");
        }
    }
}
