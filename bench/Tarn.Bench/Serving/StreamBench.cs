using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tarn.Bench.Streams;
using Tarn.Common;
using Tarn.Streams.WriteAhead;

namespace Tarn.Bench.Serving;

/// <summary>
/// Records of 1 KB put through Firehose's API, durable when acknowledged, with delivery going on; beside a server on
/// Kestrel that parses the bodies and does nothing else; and beside nats-server, when it is installed, which gets the
/// same records as they are and acknowledges each in JetStream: once the kernel has it, and once the disk has it.
/// </summary>
internal static class StreamBench
{
    private const int RecordBytes = 1000;
    private const int Rounds = 3;
    private const int Singles = 30_000;
    private const int SingleClients = 64;
    private const int Batches = 600;
    private const int BatchRecords = 500;
    private const int BatchClients = 4;

    /// <summary>As many times fewer puts go to the JetStream that syncs each message by itself.</summary>
    private const int SyncedShare = 20;

    private const long LogBytes = 1_000_000_000;

    /// <summary>Requests that differ; the same come again and again.</summary>
    private const int Prepared = 64;

    public static async Task<BenchTable> RunAsync()
    {
        BenchTable table = new(
            $"Delivery streams, records of {RecordBytes} bytes: median of {Rounds} rounds",
            [
                "puts", "records/s", "99 of 100 ms", "bare Kestrel that parses, records/s", "99 of 100 ms",
                "JetStream not synced, records/s", "99 of 100 ms", "JetStream synced, records/s", "99 of 100 ms",
            ]);
        await using StreamServer server = await StreamServer.StartAsync();
        using JetStreamServer? unsynced = await JetStreamServer.TryStartAsync(isSynchronous: false);
        using JetStreamServer? synced = await JetStreamServer.TryStartAsync(isSynchronous: true);
        JetStreamServer?[] others = [unsynced, synced];
        if (others.Contains(null))
        {
            Console.WriteLine("nats-server is not installed, or has no directory that can be synchronous (chattr +S).");
        }

        await AddAsync(
            table, $"PutRecord at {SingleClients} clients", server, others, "PutRecord", 1, SingleClients, Singles);
        await AddAsync(
            table,
            $"PutRecordBatch of {BatchRecords} at {BatchClients} clients",
            server,
            others,
            "PutRecordBatch",
            BatchRecords,
            BatchClients,
            Batches);
        long startedAt = Stopwatch.GetTimestamp();
        long waiting = server.Status.WaitingRecords;
        await server.FlushAsync();
        double seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        table.Add([
            $"{waiting} records that waited then, delivered as gzip",
            (waiting / seconds).ToString("N0", CultureInfo.InvariantCulture), "", "", "", "", "", "", "",
        ]);
        table.Add([
            $"opening a log of {LogBytes / 1_000_000:N0} MB that waits: "
                + $"{(await OpenLogAsync()).ToString("N2", CultureInfo.InvariantCulture)} s",
            "", "", "", "", "", "", "", "",
        ]);
        return table;
    }

    /// <summary>Seconds until a process that starts has checked a log and takes records.</summary>
    private static async Task<double> OpenLogAsync()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tarn-bench-");
        try
        {
            using LogWriter writer = new();
            using (StreamLog log = await OpenLogAsync(directory.FullName, writer))
            {
                ReadOnlyMemory<byte>[] records =
                    [.. Enumerable.Range(0, BatchRecords).Select(_ => (ReadOnlyMemory<byte>)new byte[RecordBytes])];
                while (log.Waiting.Bytes < LogBytes)
                {
                    await log.AppendAsync(records);
                }

                await log.CloseAsync();
            }

            long startedAt = Stopwatch.GetTimestamp();
            using StreamLog opened = await OpenLogAsync(directory.FullName, writer);
            return Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static Task<StreamLog> OpenLogAsync(string directory, LogWriter writer) => StreamLog.OpenAsync(
        directory,
        delivered: 0,
        spoken: 0,
        writer,
        new LogSettings(),
        new UlidSource(TimeProvider.System),
        TimeProvider.System,
        CancellationToken.None);

    private static async Task AddAsync(
        BenchTable table,
        string name,
        StreamServer server,
        JetStreamServer?[] others,
        string operation,
        int records,
        int clients,
        int count)
    {
        KeyValuePair<string, string> target = new("x-amz-target", $"Firehose_20150804.{operation}");
        byte[][] prepared =
        [
            .. Enumerable.Range(0, Prepared).Select(number => server.Signed.Post(
                Body(number, records), target)),
        ];
        byte[][] requests = [.. Enumerable.Range(0, count).Select(i => prepared[i % Prepared])];
        List<(double PerSecond, double SlowMs)> tarn = [];
        List<(double PerSecond, double SlowMs)> bare = [];
        List<(double PerSecond, double SlowMs)>[] published = [.. others.Select(_ => new List<(double, double)>())];
        for (int round = 0; round < Rounds; round++)
        {
            tarn.Add(await LoadClient.RunAsync(server.Port, clients, requests));
            bare.Add(await LoadClient.RunAsync(server.BarePort, clients, requests));
            foreach ((JetStreamServer? other, List<(double, double)> rounds) in others.Zip(published))
            {
                if (other is not null)
                {
                    int times = other.IsSynchronous ? count / SyncedShare : count;
                    rounds.Add(await JetStreamLoad.RunAsync(other.Port, clients, records, RecordBytes, times));
                }
            }
        }

        table.Add([
            name,
            .. Cells(tarn, records),
            .. Cells(bare, records),
            .. published.SelectMany(rounds => Cells(rounds, records)),
        ]);
    }

    private static IEnumerable<string> Cells(List<(double PerSecond, double SlowMs)> rounds, int records)
    {
        if (rounds.Count == 0)
        {
            yield return "";
            yield return "";
            yield break;
        }

        int middle = rounds.Count / 2;
        double perSecond = rounds.Select(round => round.PerSecond).Order().ElementAt(middle);
        double slowMs = rounds.Select(round => round.SlowMs).Order().ElementAt(middle);
        yield return (perSecond * records).ToString("N0", CultureInfo.InvariantCulture);
        yield return slowMs.ToString("N1", CultureInfo.InvariantCulture);
    }

    private static byte[] Body(int number, int records)
    {
        JsonObject body = new() { ["DeliveryStreamName"] = StreamServer.StreamName };
        if (records == 1)
        {
            body["Record"] = Record(number, 0);
        }
        else
        {
            body["Records"] = new JsonArray([.. Enumerable.Range(0, records).Select(i => Record(number, i))]);
        }

        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private static JsonObject Record(int number, int index)
    {
        byte[] noise = new byte[(RecordBytes - 60) / 2];
        new Random((number * BatchRecords) + index).NextBytes(noise);
        string text = $"{{\"id\":\"{number:D8}-{index:D8}\",\"noise\":\"{Convert.ToHexString(noise)}\"}}";
        byte[] data = Encoding.ASCII.GetBytes(text.PadRight(RecordBytes));
        return new JsonObject { ["Data"] = Convert.ToBase64String(data) };
    }
}
