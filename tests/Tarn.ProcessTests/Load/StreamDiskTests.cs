using System.Net;
using System.Net.Http.Headers;
using Tarn.ProcessTests.BadInput;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>Streams on disks that are full, or report that they lost what was written.</summary>
public sealed class StreamDiskTests
{
    private const string Syncs = "fsync,fdatasync";
    private const int RecordBytes = 100_000;
    private const long GrowthBytesMax = 256L * 1024 * 1024;

    private static readonly int SlowPuts = LongTests.Choose(shortly: 200, atLength: 5_000);
    private static readonly int SyncDelayMs = LongTests.Choose(shortly: 200, atLength: 2000);

    [Fact]
    public async Task A_full_disk_ends_acknowledgements_until_there_is_room()
    {
        using SmallDisk disk = new(megabytes: 64);
        string lake = MakeLake(Path.Combine(disk.Path, "lake"));
        using ServerProcess server = await ServerProcess.StartAsync(lake);
        using HttpClient http = Connect(server);
        Assert.Equal(HttpStatusCode.OK, await PutAsync(http, "before"));

        disk.Fill(bytesLeft: 0);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PutAsync(http, "refused"));
        disk.MakeRoom();

        Assert.Equal(HttpStatusCode.OK, await PutAsync(http, "after"));
        Assert.Equal(["before", "after"], await DeliveredAsync(lake));
    }

    [Fact]
    public async Task What_a_failed_sync_may_have_lost_is_not_acknowledged_and_the_next_put_is()
    {
        using TemporaryDirectory directory = new();
        string lake = MakeLake(directory.Sub("lake"));
        using ServerProcess server = await ServerProcess.StartAsync(lake);
        using HttpClient http = Connect(server);
        Assert.Equal(HttpStatusCode.OK, await PutAsync(http, "before"));
        await using (await InjectedFaults.AttachAsync(server.ProcessId, Syncs, "error=EIO"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await PutAsync(http, "lost"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await PutAsync(http, "lost again"));
        }

        Assert.Equal(HttpStatusCode.OK, await PutAsync(http, "after"));
        Assert.Equal(["before", "after"], await DeliveredAsync(lake));
    }

    [Fact]
    public async Task Slow_syncs_make_answers_late_and_lose_nothing()
    {
        using TemporaryDirectory directory = new();
        string lake = MakeLake(directory.Sub("lake"));
        using ServerProcess server = await ServerProcess.StartAsync(lake);
        using HttpClient http = Connect(server);
        Assert.Equal(HttpStatusCode.OK, await PutAsync(http, "00000"));
        long before = server.ResidentBytes;
        HttpStatusCode[] answers;
        await using (await InjectedFaults.AttachAsync(server.ProcessId, Syncs, $"delay_enter={SyncDelayMs * 1000}"))
        {
            answers = await Task.WhenAll(Enumerable.Range(1, SlowPuts).Select(i => PutAsync(http, $"{i:D5}")));
        }

        // What cannot wait is refused, and then is not there.
        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable));
        Assert.Contains(HttpStatusCode.OK, answers);
        Assert.InRange(server.ResidentBytes - before, long.MinValue, GrowthBytesMax);
        IEnumerable<string> taken = answers
            .Select((answer, i) => (answer, i))
            .Where(put => put.answer == HttpStatusCode.OK)
            .Select(put => $"{put.i + 1:D5}");
        Assert.Equal(["00000", .. taken], (await DeliveredAsync(lake)).Order(StringComparer.Ordinal));
    }

    private static string MakeLake(string directory)
    {
        SmallLake.Make(directory);
        Directory.CreateDirectory(Path.Combine(directory, "streams"));
        File.WriteAllText(
            Path.Combine(directory, "streams", "lines.yaml"), "kind: stream\nbucket: raw\nbuffer: {seconds: 900}\n");
        return directory;
    }

    private static HttpClient Connect(ServerProcess server)
    {
        HttpClient http = new() { BaseAddress = new Uri(server.Endpoint) };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", $"{server.Key.Id}:{server.Key.Secret}");
        return http;
    }

    /// <summary>Puts a record that begins with a word.</summary>
    private static async Task<HttpStatusCode> PutAsync(HttpClient http, string word)
    {
        using StringContent content = new(word.PadRight(RecordBytes), null, "text/plain");
        using HttpResponseMessage response = await http.PostAsync(
            "/streams/lines", content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<IEnumerable<string>> DeliveredAsync(string lake)
    {
        TarnResult flushed = await TarnProcess.RunAsync("-C", lake, "streams", "flush", "lines");
        Assert.True(flushed.ExitCode == 0, flushed.Errors);
        return Directory
            .GetFiles(Path.Combine(lake, "data", "raw", "lines"), "lines-*", SearchOption.AllDirectories)
            .SelectMany(File.ReadAllLines)
            .Select(line => line.Trim());
    }
}
