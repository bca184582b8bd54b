using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tarn.Storage;

namespace Tarn.Bench.Serving;

/// <summary>Objects of 64 MiB over loopback, plain and encrypted, and what archiving and restoring one takes.</summary>
internal static class LargeBench
{
    private const int ObjectBytes = 64 * 1024 * 1024;
    private const int Requests = 4;
    private const int Rounds = 5;
    private const double MiB = 1024 * 1024;

    public static async Task<BenchTable> RunAsync()
    {
        BenchTable table = new(
            $"Objects of 64 MiB, MiB/s, median of {Rounds} rounds of {Requests}", ["what", "Tarn", "bare Kestrel"]);
        await using BucketServer server = await BucketServer.StartAsync();
        byte[] content = Rows();
        KeyValuePair<string, string> encrypted = new("x-amz-server-side-encryption", "AES256");
        byte[] put = server.Signed.Put($"/{BucketServer.Bucket}/plain", content);
        byte[] get = server.Signed.Get($"/{BucketServer.Bucket}/plain");
        await AddAsync(table, "PUT, 1 client", server.Port, server.BarePort, clients: 1, put);
        await AddAsync(table, "GET, 1 client", server.Port, server.BarePort, clients: 1, get);
        await AddAsync(table, "GET, 4 clients", server.Port, server.BarePort, clients: 4, get);
        await AddAsync(
            table,
            "PUT, encrypted, 1 client",
            server.Port,
            barePort: null,
            clients: 1,
            server.Signed.Put($"/{BucketServer.Bucket}/secret", content, encrypted));
        await AddAsync(
            table,
            "GET, encrypted, 1 client",
            server.Port,
            barePort: null,
            clients: 1,
            server.Signed.Get($"/{BucketServer.Bucket}/secret"));
        await AddArchiveAsync(table, server);
        return table;
    }

    /// <summary>Rows as files have them that are archived.</summary>
    private static byte[] Rows()
    {
        Random random = new(1);
        StringBuilder text = new(ObjectBytes + 100);
        for (int i = 0; text.Length < ObjectBytes; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i},2024-02-{1 + (i % 29):D2},{random.Next(265)},");
            text.Append(CultureInfo.InvariantCulture, $"{random.NextDouble() * 50:F2},card\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, ObjectBytes));
    }

    private static async Task AddAsync(
        BenchTable table, string name, int port, int? barePort, int clients, byte[] request)
    {
        List<double> tarn = [];
        List<double> bare = [];
        byte[][] requests = [.. Enumerable.Repeat(request, Requests)];
        for (int round = 0; round < Rounds; round++)
        {
            tarn.Add((await LoadClient.RunAsync(port, clients, requests)).PerSecond);
            if (barePort is { } other)
            {
                bare.Add((await LoadClient.RunAsync(other, clients, requests)).PerSecond);
            }
        }

        table.Add(name, Speed(tarn), bare.Count == 0 ? "" : Speed(bare));
    }

    private static async Task AddArchiveAsync(BenchTable table, BucketServer server)
    {
        List<double> archived = [];
        List<double> restored = [];
        long packedBytes = 0;
        for (int round = 0; round < Rounds; round++)
        {
            await LoadClient.RunAsync(
                server.Port, 1, [server.Signed.Put($"/{BucketServer.Bucket}/old", Rows())]);
            ObjectInfo found = (await server.Store.FindAsync("old", CancellationToken.None))!.Info;
            long started = Stopwatch.GetTimestamp();
            packedBytes = (await server.Store.Archive.ArchiveAsync(found, "GLACIER", CancellationToken.None))!.Value;
            archived.Add(1 / Stopwatch.GetElapsedTime(started).TotalSeconds);
            started = Stopwatch.GetTimestamp();
            await server.Store.Archive.RestoreAsync("old", DateTimeOffset.MaxValue, CancellationToken.None);
            restored.Add(1 / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        string percent = (100.0 * packedBytes / ObjectBytes).ToString("F0", CultureInfo.InvariantCulture);
        table.Add($"archiving rows of CSV, to {percent} % of their size", Speed(archived), "");
        table.Add("restoring them", Speed(restored), "");
    }

    private static string Speed(List<double> perSecond)
    {
        double median = perSecond.Order().ElementAt(perSecond.Count / 2);
        return (median * ObjectBytes / MiB).ToString("N0", CultureInfo.InvariantCulture);
    }
}
