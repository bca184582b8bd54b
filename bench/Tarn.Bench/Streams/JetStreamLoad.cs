using System.Diagnostics;

namespace Tarn.Bench.Streams;

/// <summary>Publishes records to JetStream, some at a time, each time until all are acknowledged.</summary>
internal static class JetStreamLoad
{
    private const int Prepared = 16;

    /// <param name="port">Of the server, on loopback.</param>
    /// <param name="clients">How many at a time.</param>
    /// <param name="records">How many a client sends before it waits for their acknowledgements.</param>
    /// <param name="recordBytes">Of each.</param>
    /// <param name="count">How often, all clients together.</param>
    /// <returns>How often in a second, and what 99 of 100 times took at most, in milliseconds.</returns>
    public static async Task<(double PerSecond, double SlowMs)> RunAsync(
        int port, int clients, int records, int recordBytes, int count)
    {
        int next = -1;
        double[] seconds = new double[count];
        List<(NatsConnection Connection, byte[][] Batches)> ready = [];
        for (int client = 0; client < clients; client++)
        {
            NatsConnection connection = await NatsConnection.OpenAsync(port);
            ready.Add((connection, [.. Enumerable.Range(0, Prepared).Select(
                number => Batch(connection, (client * Prepared) + number, records, recordBytes))]));
        }

        long startedAt = Stopwatch.GetTimestamp();
        await Task.WhenAll(ready.Select(async client =>
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < count)
            {
                long sentAt = Stopwatch.GetTimestamp();
                await client.Connection.PublishAsync(client.Batches[index % Prepared], records);
                seconds[index] = Stopwatch.GetElapsedTime(sentAt).TotalSeconds;
            }
        }));
        double elapsed = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        ready.ForEach(client => client.Connection.Dispose());
        Array.Sort(seconds);
        return (count / elapsed, seconds[count * 99 / 100] * 1000);
    }

    private static byte[] Batch(NatsConnection connection, int seed, int records, int recordBytes)
    {
        Random random = new(seed);
        byte[] record = new byte[recordBytes];
        using MemoryStream batch = new();
        for (int i = 0; i < records; i++)
        {
            random.NextBytes(record);
            batch.Write(connection.Message(JetStreamServer.Subject, record));
        }

        return batch.ToArray();
    }
}
