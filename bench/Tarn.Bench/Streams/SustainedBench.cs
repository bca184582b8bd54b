using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tarn.Bench.Streams;

/// <summary>
/// Puts by plain HTTP at a steady rate, for minutes, into a server in a process of its own that delivers meanwhile:
/// what it refuses, how long it takes, and whether its memory and what waits stay bounded. TARN_BENCH_SECONDS is for
/// how long, 300 without it.
/// </summary>
internal static class SustainedBench
{
    private const int SecondsDefault = 300;
    private const int Clients = 10;
    private const int RecordsPerPut = 500;
    private const int RecordBytes = 1000;
    private const int Prepared = 8;

    /// <summary>A little more than the target of 50,000, which start and end cost a little of.</summary>
    private const int RecordsPerSecond = 50_500;

    private static readonly TimeSpan SampleTime = TimeSpan.FromSeconds(10);

    public static async Task<BenchTable> RunAsync()
    {
        TimeSpan time = TimeSpan.FromSeconds(int.Parse(
            Environment.GetEnvironmentVariable("TARN_BENCH_SECONDS") ?? $"{SecondsDefault}",
            CultureInfo.InvariantCulture));
        using ServedStream server = await ServedStream.StartAsync("kind: stream\nbucket: raw\ncompression: gzip\n");
        byte[][] requests = [.. Enumerable.Range(0, Prepared).Select(number => Request(server, number))];
        PacedClient[] clients =
            [.. Enumerable.Range(0, Clients).Select(_ => new PacedClient(server.Endpoint, requests))];
        TimeSpan interval = TimeSpan.FromSeconds((double)Clients * RecordsPerPut / RecordsPerSecond);
        BenchTable table = new(
            $"{Clients} clients with {RecordsPerPut} records of {RecordBytes} bytes a put, {time.TotalSeconds:F0} s, "
                + "gzip, the server in a process of its own",
            ["at s", "records", "records/s", "refused puts", "RSS MB", "records that wait", "oldest s", "cores"]);
        using CancellationTokenSource over = new();
        TimeSpan processorBefore = server.ProcessorTime;
        long startedAt = Stopwatch.GetTimestamp();
        Task sampling = SampleAsync(table, server, clients, startedAt, processorBefore, over.Token);
        await Task.WhenAll(clients.Select((client, i) => client.RunAsync(interval * i / Clients, interval, time)));
        await over.CancelAsync();
        await sampling;
        table.Add(await RowAsync(server, clients, startedAt, processorBefore));
        double[] milliseconds = [.. clients.SelectMany(client => client.Milliseconds).Order()];
        table.Add(
            "puts took",
            $"half {Text(milliseconds[milliseconds.Length / 2])} ms",
            $"99 of 100 {Text(milliseconds[milliseconds.Length * 99 / 100])} ms",
            $"slowest {Text(milliseconds[^1])} ms",
            "", "", "", "");
        return table;
    }

    private static async Task SampleAsync(
        BenchTable table,
        ServedStream server,
        PacedClient[] clients,
        long startedAt,
        TimeSpan processorBefore,
        CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(SampleTime);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                table.Add(await RowAsync(server, clients, startedAt, processorBefore));
            }
        }
        catch (OperationCanceledException)
        {
            // The clients are done.
        }
    }

    private static async Task<string[]> RowAsync(
        ServedStream server, PacedClient[] clients, long startedAt, TimeSpan processorBefore)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(startedAt);
        int refused = clients.Sum(client => client.Refused);
        long records = clients.Sum(client => (long)(client.Milliseconds.Count - client.Refused)) * RecordsPerPut;
        TimeSpan processor = server.ProcessorTime - processorBefore;
        return
        [
            elapsed.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture),
            records.ToString("N0", CultureInfo.InvariantCulture),
            (records / elapsed.TotalSeconds).ToString("N0", CultureInfo.InvariantCulture),
            $"{refused}",
            BenchLake.Megabytes(server.ResidentBytes),
            (await server.ReadMetricAsync("waiting_records")).ToString("N0", CultureInfo.InvariantCulture),
            Text(await server.ReadMetricAsync("oldest_seconds")),
            Cost.Text(processor / elapsed),
        ];
    }

    private static byte[] Request(ServedStream server, int number)
    {
        Random random = new(number);
        StringBuilder body = new(RecordsPerPut * (RecordBytes + 1));
        byte[] noise = new byte[(RecordBytes - 60) / 2];
        for (int record = 0; record < RecordsPerPut; record++)
        {
            random.NextBytes(noise);
            string text = $"{{\"id\":\"{number:D8}-{record:D8}\",\"noise\":\"{Convert.ToHexString(noise)}\"}}";
            body.Append(text.PadRight(RecordBytes)).Append('\n');
        }

        string head = $"POST /streams/{ServedStream.StreamName} HTTP/1.1\r\nhost: {server.Endpoint.Authority}\r\n"
            + $"authorization: {server.Authorization}\r\ncontent-type: application/x-ndjson\r\n"
            + $"content-length: {body.Length}\r\n\r\n";
        return Encoding.ASCII.GetBytes(head + body);
    }

    private static string Text(double value) => value.ToString("N1", CultureInfo.InvariantCulture);
}
