using System.Globalization;
using Tarn.Cli.Hosting.Serving;
using Tarn.Common;
using Tarn.Protocols.Aws;
using Tarn.Security;
using Tarn.State;
using Tarn.Storage;
using Tarn.Storage.Archive;
using Tarn.Storage.Events;

namespace Tarn.Bench.Serving;

/// <summary>Objects of 4 KiB over loopback, signed, beside a server that does nothing but the files.</summary>
internal static class S3Bench
{
    private const string Bucket = "bench";
    private const int ObjectBytes = 4096;
    private const int Clients = 16;
    private const int Puts = 4_000;
    private const int Gets = 20_000;
    private const int Listed = 100_000;
    private const int Pages = 10;
    private const int Rounds = 3;

    public static async Task<BenchTable> RunAsync()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tarn-bench-");
        BenchTable table = new(
            $"S3: median of {Rounds} rounds",
            ["requests", "Tarn /s", "99 of 100 ms", "bare Kestrel /s", "99 of 100 ms"]);
        try
        {
            (AwsParts parts, LocalObjectStore store) = await PrepareAsync(directory.FullName);
            await using LakeServer server = await LakeServer.StartAsync(
                new ServerOptions { Port = 0 },
                new ServerEndpoints(AwsModule.Create(parts), Commands: null),
                new ServerMetrics([]),
                CancellationToken.None);
            await using BareServer bare = await BareServer.StartAsync(directory.CreateSubdirectory("bare").FullName);
            SignedRequests signed = new(new Uri(server.Endpoint).Authority, parts.Keys.GetRoot());
            int port = new Uri(server.Endpoint).Port;

            byte[] content = new byte[ObjectBytes];
            new Random(1).NextBytes(content);
            List<byte[]> puts = [.. Numbers(Puts).Select(i => signed.Put($"/{Bucket}/o/{i}", content))];
            List<byte[]> gets = [.. Numbers(Gets).Select(i => signed.Get($"/{Bucket}/o/{i % Puts}"))];
            string sixteen = $"4 KiB at {Clients} clients";
            await AddAsync(table, $"durable PUT, {sixteen}", port, bare.Port, Clients, puts);
            await using (await KeepEventsAsync(parts))
            {
                await AddAsync(table, $"durable PUT, events kept, {sixteen}", port, barePort: null, Clients, puts);
            }

            await AddAsync(table, $"GET, {sixteen}", port, bare.Port, Clients, gets);
            await AddListingsAsync(table, store, signed, port);
        }
        finally
        {
            directory.Delete(recursive: true);
        }

        return table;
    }

    private static async Task<(AwsParts Parts, LocalObjectStore Store)> PrepareAsync(string directory)
    {
        UlidSource ids = new(TimeProvider.System);
        string state = Path.Join(directory, ".tarn");
        Directory.CreateDirectory(state);
        Buckets buckets = new(Path.Join(directory, "data"), TimeProvider.System, ids);
        AwsParts parts = new()
        {
            Keys = new AccessKeys(state, ids),
            Buckets = buckets,
            Restores = new RestoreService(buckets, TimeProvider.System, exception => throw exception),
            Documents = new DocumentStore(state, ids),
            StateDirectory = state,
            IdSource = ids,
            TimeProvider = TimeProvider.System,
        };
        await parts.Buckets.CreateAsync(Bucket, CancellationToken.None);
        return (parts, parts.Buckets.GetLocal(Bucket));
    }

    private static Task<ObjectEventLog> KeepEventsAsync(AwsParts parts) => ObjectEventLog.OpenAsync(
        parts.StateDirectory,
        parts.Buckets.Events,
        bucket => bucket == Bucket,
        _ => { },
        exception => throw exception,
        TimeProvider.System,
        CancellationToken.None);

    private static IEnumerable<int> Numbers(int count) => Enumerable.Range(0, count);

    private static async Task AddAsync(
        BenchTable table, string name, int port, int? barePort, int clients, IReadOnlyList<byte[]> requests)
    {
        List<(double PerSecond, double SlowMs)> tarn = [];
        List<(double PerSecond, double SlowMs)> bare = [];
        for (int round = 0; round < Rounds; round++)
        {
            tarn.Add(await LoadClient.RunAsync(port, clients, requests));
            if (barePort is { } other)
            {
                bare.Add(await LoadClient.RunAsync(other, clients, requests));
            }
        }

        table.Add([name, .. Cells(tarn), .. bare.Count > 0 ? Cells(bare) : ["", ""]]);
    }

    private static string[] Cells(List<(double PerSecond, double SlowMs)> rounds)
    {
        (double perSecond, double slowMs) = rounds.Order().ElementAt(rounds.Count / 2);
        return
        [
            perSecond.ToString("N0", CultureInfo.InvariantCulture), slowMs.ToString("F1", CultureInfo.InvariantCulture),
        ];
    }

    /// <summary>Pages of 1,000 of many objects of one directory, and of as many in directories of 1,000.</summary>
    private static async Task AddListingsAsync(
        BenchTable table, LocalObjectStore store, SignedRequests signed, int port)
    {
        foreach (int i in Numbers(Listed))
        {
            foreach (string key in new[] { $"flat/{i:D6}", $"deep/{i / 1000:D3}/{i % 1000:D3}" })
            {
                string path = store.EnginePath(key);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllBytesAsync(path, []);
            }
        }

        foreach ((string name, string query) in new[]
        {
            ($"page of {Listed:N0} in one directory", "prefix=flat%2F&start-after=flat%2F0{0:D2}500"),
            ($"page of {Listed:N0} in directories of 1,000", "prefix=deep%2F&start-after=deep%2F0{0:D2}%2F500"),
            ("page of their 100 common prefixes", "prefix=deep%2F&delimiter=%2F&max-keys=1{0:D2}"),
        })
        {
            byte[][] requests =
            [
                .. Numbers(Pages).Select(i => signed.Get(
                    $"/{Bucket}?list-type=2&" + string.Format(CultureInfo.InvariantCulture, query, i))),
            ];
            await AddAsync(table, $"{name}, 1 client", port, null, clients: 1, requests);
        }
    }
}
