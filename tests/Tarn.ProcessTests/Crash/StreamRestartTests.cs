using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tarn.ProcessTests.Load;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>Servers that are started again while much waits in the log of a stream.</summary>
public sealed class StreamRestartTests(ITestOutputHelper output)
{
    private const int RecordBytes = 1000;
    private const int RecordsPerPut = 2000;
    private const int Clients = 4;

    private static readonly TimeSpan ReadyTimeMax = TimeSpan.FromSeconds(5);
    private static readonly int Puts = LongTests.Choose(shortly: 32, atLength: 500);

    [Fact]
    public async Task A_server_that_was_killed_is_soon_ready_and_has_what_it_acknowledged()
    {
        using TemporaryDirectory directory = new();
        string lake = MakeLake(directory.Sub("lake"));
        string bucket = Path.Combine(lake, "data", "raw");
        string away = bucket + ".away";
        TimeSpan started;
        long startedAt = Stopwatch.GetTimestamp();
        using (ServerProcess server = await ServerProcess.StartAsync(lake))
        {
            await RequireReadyAsync(server);
            started = Stopwatch.GetElapsedTime(startedAt);

            // Nothing is delivered as long as there is no directory.
            Directory.Move(bucket, away);
            await File.WriteAllTextAsync(bucket, "", TestContext.Current.CancellationToken);
            using HttpClient http = Connect(server);
            await Parallel.ForAsync(
                0,
                Puts,
                new ParallelOptions { MaxDegreeOfParallelism = Clients },
                async (put, _) => await PutAsync(http, put));
            server.Kill();
            Assert.Equal(TarnProcess.Killed, (await server.WaitAsync()).ExitCode);
        }

        File.Delete(bucket);
        Directory.Move(away, bucket);
        long megabytes = LogBytes(lake) / 1_000_000;
        startedAt = Stopwatch.GetTimestamp();
        using (ServerProcess server = await ServerProcess.StartAsync(lake))
        {
            await RequireReadyAsync(server);
            using HttpClient http = Connect(server);
            await PutAsync(http, Puts);
            TimeSpan ready = Stopwatch.GetElapsedTime(startedAt);
            output.WriteLine(
                $"ready {ready.TotalSeconds:F2} s after the start, with a log of {megabytes} MB; "
                + $"{started.TotalSeconds:F2} s with none");
            if (LongTests.AreWanted)
            {
                // On a machine that is busy otherwise, no start is that quick even without a log.
                TimeSpan timeMax = started * 2 > ReadyTimeMax ? started * 2 : ReadyTimeMax;
                Assert.InRange(ready, TimeSpan.Zero, timeMax);
            }

            TarnResult flushed = await TarnProcess.RunAsync("-C", lake, "streams", "flush", "lines");
            Assert.True(flushed.ExitCode == 0, flushed.Errors);
        }

        Assert.InRange(megabytes, Puts * RecordsPerPut * (long)RecordBytes / 1_000_000, long.MaxValue);
        RequireDelivered(Path.Combine(bucket, "lines"), (Puts + 1) * RecordsPerPut);
    }

    private static string MakeLake(string directory)
    {
        SmallLake.Make(directory);
        Directory.CreateDirectory(Path.Combine(directory, "streams"));
        File.WriteAllText(
            Path.Combine(directory, "streams", "lines.yaml"),
            "kind: stream\nbucket: raw\nprefix: lines/\nbuffer: {seconds: 900, size: 128MB}\n");
        return directory;
    }

    private static async Task RequireReadyAsync(ServerProcess server)
    {
        using HttpClient anyone = new() { BaseAddress = new Uri(server.Endpoint) };
        Assert.Equal("ok\n", await anyone.GetStringAsync("/healthz", TestContext.Current.CancellationToken));
    }

    private static HttpClient Connect(ServerProcess server)
    {
        HttpClient http = new() { BaseAddress = new Uri(server.Endpoint) };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", $"{server.Key.Id}:{server.Key.Secret}");
        return http;
    }

    /// <summary>Puts records that begin with their numbers.</summary>
    private static async Task PutAsync(HttpClient http, int put)
    {
        StringBuilder lines = new(RecordsPerPut * (RecordBytes + 1));
        foreach (int number in Enumerable.Range(put * RecordsPerPut, RecordsPerPut))
        {
            lines.Append(number.ToString(CultureInfo.InvariantCulture).PadRight(RecordBytes, '.')).Append('\n');
        }

        using StringContent content = new(lines.ToString(), Encoding.ASCII, "text/plain");
        using HttpResponseMessage response = await http.PostAsync(
            "/streams/lines", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static long LogBytes(string lake) =>
        new DirectoryInfo(Path.Combine(lake, ".tarn", "streams")).EnumerateFiles("*", SearchOption.AllDirectories)
            .Sum(file => file.Length);

    private static void RequireDelivered(string directory, int count)
    {
        BitArray delivered = new(count);
        int lines = 0;
        foreach (string line in Directory
            .EnumerateFiles(directory, "lines-*", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines))
        {
            int number = int.Parse(
                line.AsSpan(0, line.IndexOf('.', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
            delivered[number] = true;
            lines++;
        }

        Assert.Equal(count, lines);
        Assert.True(delivered.HasAllSet(), "some of what was acknowledged was not delivered");
    }
}
