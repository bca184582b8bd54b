using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Tarn.Common;
using Tarn.Sources;
using Tarn.Sources.Postgres;
using Tarn.Sources.Postgres.PrivateServer;
using Tarn.Sources.Reading;

namespace Tarn.Bench.Sources;

/// <summary>
/// What an extraction from PostgreSQL takes beside psql's COPY of the same table into nothing, in turns in the same
/// run, and what an incremental one takes that finds nothing. TARN_BENCH_ROWS is the number of rows, ten million
/// without it.
/// </summary>
internal static class ExtractBench
{
    private const int RowsDefault = 10_000_000;
    private const int Rounds = 3;
    private const string Name = "public.orders";

    private static readonly SourceLocation Place = new("sources/bench.yaml", 1, 1);
    private static readonly TableName Into = TableName.Parse("raw.orders");

    public static async Task<BenchTable> RunAsync()
    {
        int rows = int.Parse(
            Environment.GetEnvironmentVariable("TARN_BENCH_ROWS")
                ?? RowsDefault.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);
        string directory = Path.Join(Path.GetTempPath(), $"tarn-bench-postgres-{Environment.ProcessId}");
        await using PrivatePostgres server = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions(directory)
            {
                Settings = new Dictionary<string, string>
                {
                    ["shared_buffers"] = "1GB",
                    ["max_wal_size"] = "8GB",
                    ["autovacuum"] = "off",
                },
            },
            TimeProvider.System,
            CancellationToken.None);
        await FillAsync(server, rows);

        List<Cost> copies = [];
        List<Cost> extractions = [];
        for (int round = 0; round < Rounds; round++)
        {
            copies.Add(await Cost.OfAsync(() => CopyAsync(server)));
            extractions.Add(await Cost.OfAsync(async () => RequireRows(await ExtractAsync(server, null, null), rows)));
        }

        BenchTable table = new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Extract of {rows:N0} rows from PostgreSQL, median of {Rounds}; peak {Machine.PeakBytes() >> 20} MB"),
            ["what", "s", "s of this process's processors", "rows/s", "beside COPY"]);
        Cost copy = Cost.Median(copies);
        table.Add(Row("psql COPY TO STDOUT (FORMAT binary) > /dev/null", copy, rows, copy));
        table.Add(Row("extract, 2 readers, to Parquet with statistics", Cost.Median(extractions), rows, copy));
        table.Add(await NothingNewAsync(server, "nothing new by xmin", new SourceIncrement.Transactions(), copy));
        table.Add(await NothingNewAsync(server, "nothing new by cursor", new SourceIncrement.Cursor("id"), copy));
        return table;
    }

    private static string[] Row(string what, Cost cost, int rows, Cost copy) =>
    [
        what,
        Cost.Text(cost.Seconds),
        Cost.Text(cost.ProcessorSeconds),
        (rows / cost.Seconds).ToString("N0", CultureInfo.InvariantCulture),
        Cost.Text(copy.Seconds / cost.Seconds),
    ];

    private static async Task<string[]> NothingNewAsync(
        PrivatePostgres server, string what, SourceIncrement increment, Cost copy)
    {
        SourceExtraction first = await ExtractAsync(server, increment, null);
        Cost cost = await Cost.OfAsync(async () => RequireRows(await ExtractAsync(server, increment, first.Next), 0));
        return Row(what, cost, 0, copy);
    }

    private static async Task FillAsync(PrivatePostgres server, int rows)
    {
        await using NpgsqlConnection connection = new(server.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                CREATE UNLOGGED TABLE orders AS
                SELECT i AS id, (i * 7919 % 1000000)::integer AS customer_id,
                    (ARRAY['open', 'paid', 'shipped', 'returned'])[1 + i % 4] AS status,
                    (i % 100000 / 100.0)::numeric(10, 2) AS amount, 1 + (i % 9)::smallint AS quantity,
                    timestamptz '2024-01-01' + i * interval '1 second' AS created_at,
                    timestamp '2024-01-01' + i * interval '3 seconds' AS updated_at,
                    'order ' || i || ' of customer ' || i % 1000000 AS note
                FROM generate_series(1, {rows}::bigint) i;
                CREATE UNIQUE INDEX ON orders (id);
                ANALYZE orders;
                """),
            connection)
        {
            CommandTimeout = 0,
        };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task CopyAsync(PrivatePostgres server)
    {
        string copy = $"COPY {Name} TO STDOUT (FORMAT binary)";
        ProcessStartInfo start = new(
            "/bin/sh", ["-c", "exec psql -q -d \"$1\" -c \"$2\" > /dev/null", "sh", server.Url, copy]);
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql ended with {process.ExitCode}");
        }
    }

    private static async Task<SourceExtraction> ExtractAsync(
        PrivatePostgres server, SourceIncrement? increment, SourcePosition? since)
    {
        SourceTable table = new()
        {
            Name = Name,
            Into = Into,
            Place = Place,
            Strategy = increment is null ? SourceStrategy.Overwrite : SourceStrategy.Append,
            Increment = increment,
        };
        string directory = Directory.CreateTempSubdirectory("tarn-bench-extract-").FullName;
        try
        {
            await using ISourceReading reading = await new PostgresConnector(TimeProvider.System).OpenAsync(
                new SourceReadingRequest
                {
                    Source = new PostgresSourceDefinition
                    {
                        Name = "bench",
                        Place = Place,
                        Connection = new PostgresConnectionSettings { Server = ServerOf(server) },
                    },
                    Tables = [table],
                    Positions = new Dictionary<TableName, SourcePosition>(),
                    RunId = "bench",
                },
                CancellationToken.None);
            return await reading.ExtractAsync(
                table, since, directory, new Progress<SourceProgress>(), CancellationToken.None);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static PostgresServer ServerOf(PrivatePostgres server)
    {
        NpgsqlConnectionStringBuilder words = new(server.ConnectionString);
        return new PostgresServer
        {
            Host = words.Host!,
            Port = words.Port,
            Database = words.Database!,
            User = words.Username!,
            Password = words.Password,
        };
    }

    private static void RequireRows(SourceExtraction extraction, int rows)
    {
        if (extraction.Rows != rows)
        {
            throw new InvalidOperationException($"{extraction.Rows} rows were extracted, expected {rows}");
        }
    }
}
