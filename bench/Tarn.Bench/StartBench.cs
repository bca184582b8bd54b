using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tarn.Bench;

/// <summary>
/// From starting the process to its end, or to its first answer: the published binary, as the <c>tarn</c> script runs
/// it.
/// </summary>
internal static class StartBench
{
    private const int Rounds = 10;

    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(5);

    public static async Task<BenchTable> RunAsync()
    {
        using BenchLake lake = await BenchLake.CreateAsync(1000);
        BenchTable table = new($"Cold start, median and slowest of {Rounds}", ["command", "median s", "slowest s"]);
        foreach (string[] arguments in Commands(lake))
        {
            await AddAsync(table, $"`tarn {string.Join(' ', arguments.Skip(2))}`", () => RunAsync(arguments));
        }

        await AddAsync(table, "`tarn serve` until it answers", () => ServeAsync(lake.Directory));
        return table;
    }

    private static async Task AddAsync(BenchTable table, string name, Func<Task<double>> measure)
    {
        await measure();
        List<double> seconds = [];
        for (int round = 0; round < Rounds; round++)
        {
            seconds.Add(await measure());
        }

        table.Add(name, Cost.Text(seconds.Order().ElementAt(Rounds / 2)), Cost.Text(seconds.Max()));
    }

    private static async Task<double> RunAsync(string[] arguments)
    {
        long started = Stopwatch.GetTimestamp();
        await TarnScript.RunAsync(arguments);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> ServeAsync(string lake)
    {
        int port = FindFreePort();
        long started = Stopwatch.GetTimestamp();
        using Process server = TarnScript.Start(["-C", lake, "serve", "--port", $"{port}"]);
        using HttpClient client = new();
        while (!await AnswersAsync(client, port))
        {
            await Task.Delay(PollTime);
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        server.Kill();
        await server.WaitForExitAsync();
        return seconds;
    }

    private static async Task<bool> AnswersAsync(HttpClient client, int port)
    {
        try
        {
            return await client.GetStringAsync($"http://127.0.0.1:{port}/healthz") == "ok\n";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FindFreePort()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        return ((IPEndPoint)taken.LocalEndpoint).Port;
    }

    private static string[][] Commands(BenchLake lake) =>
    [
        ["-C", lake.Directory, "version"],
        ["-C", lake.Directory, "query", "SELECT 1"],
        ["-C", lake.Directory, "validate"],
    ];
}
