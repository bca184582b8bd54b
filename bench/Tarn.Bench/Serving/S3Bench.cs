using System.Globalization;

namespace Tarn.Bench.Serving;

/// <summary>Objects of 4 KiB over loopback, signed, beside a server that does nothing but the files.</summary>
internal static class S3Bench
{
    private const int ObjectBytes = 4096;
    private const int PutClients = 16;
    private const int GetClients = 32;
    private const int Puts = 4_000;
    private const int Gets = 20_000;
    private const int Listed = 100_000;
    private const int Pages = 10;
    private const int Rounds = 3;

    public static async Task<BenchTable> RunAsync()
    {
        BenchTable table = new(
            $"S3: median of {Rounds} rounds",
            ["requests", "Tarn /s", "99 of 100 ms", "bare Kestrel /s", "99 of 100 ms"]);
        await using BucketServer server = await BucketServer.StartAsync();
        byte[] content = new byte[ObjectBytes];
        new Random(1).NextBytes(content);
        string path = $"/{BucketServer.Bucket}/o";
        List<byte[]> puts = [.. Numbers(Puts).Select(i => server.Signed.Put($"{path}/{i}", content))];
        List<byte[]> gets = [.. Numbers(Gets).Select(i => server.Signed.Get($"{path}/{i % Puts}"))];
        string put = $"durable PUT, 4 KiB at {PutClients} clients";
        await AddAsync(table, put, server.Port, server.BarePort, PutClients, puts);
        await using (await server.KeepEventsAsync())
        {
            await AddAsync(table, $"{put}, events kept", server.Port, barePort: null, PutClients, puts);
        }

        string get = $"GET, 4 KiB at {GetClients} clients";
        await AddAsync(table, get, server.Port, server.BarePort, GetClients, gets);
        await AddListingsAsync(table, server);
        return table;
    }

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
    private static async Task AddListingsAsync(BenchTable table, BucketServer server)
    {
        foreach (int i in Numbers(Listed))
        {
            foreach (string key in new[] { $"flat/{i:D6}", $"deep/{i / 1000:D3}/{i % 1000:D3}" })
            {
                string path = server.Store.EnginePath(key);
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
                .. Numbers(Pages).Select(i => server.Signed.Get(
                    $"/{BucketServer.Bucket}?list-type=2&" + string.Format(CultureInfo.InvariantCulture, query, i))),
            ];
            await AddAsync(table, $"{name}, 1 client", server.Port, null, clients: 1, requests);
        }
    }
}
