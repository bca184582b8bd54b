using System.Diagnostics;
using System.Net;
using System.Text;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>Clients of streams that send next to nothing, beside those that put records.</summary>
public sealed class SlowPutTests(SlowPutTests.StreamLake lake, ITestOutputHelper output)
    : IClassFixture<SlowPutTests.StreamLake>
{
    private const string Key = "the key of all clicks";
    private const int SlowBodyBytes = 100_000;
    private const int Putters = 4;
    private const int RecordsPerPut = 20;
    private const int RecordBytes = 1000;
    private const long GrowthBytesMax = 600L * 1024 * 1024;

    private static readonly TimeSpan PutInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan SlowTimeMax = TimeSpan.FromMilliseconds(20);
    private static readonly int SlowOnes = LongTests.Choose(shortly: 300, atLength: 10_000);
    private static readonly int PutsPerPutter = LongTests.Choose(shortly: 50, atLength: 2_000);

    [Fact]
    public async Task Slow_clients_stand_in_nobodys_way()
    {
        await PutAllAsync();
        TimeSpan alone = await PutAllAsync();
        long before = lake.Server.ResidentBytes;
        using SlowClients slow = await SlowClients.StartAsync(lake.Endpoint, Beginnings(), SlowOnes);

        TimeSpan beside = await PutAllAsync();

        long growth = lake.Server.ResidentBytes - before;
        output.WriteLine(
            $"99 of 100 puts took {alone.TotalMilliseconds:F1} ms at most, {beside.TotalMilliseconds:F1} ms beside "
            + $"{SlowOnes} slow clients, who were sent away {slow.SentAway} times; memory grew by {growth >> 20} MB");
        Assert.InRange(growth, long.MinValue, GrowthBytesMax);
        if (LongTests.AreWanted)
        {
            Assert.True(slow.SentAway > 0, "nobody was sent away");
            if (alone < SlowTimeMax / 2)
            {
                // Where puts take longer than that even without slow clients, others have the processors.
                Assert.InRange(beside, TimeSpan.Zero, SlowTimeMax);
            }
        }
    }

    private static async Task<TimeSpan> PutAsync(HttpClient http)
    {
        string record = $"{{\"id\":\"{new string('x', RecordBytes)}\"}}\n";
        using StringContent content = new(
            string.Concat(Enumerable.Repeat(record, RecordsPerPut)), Encoding.UTF8, "application/x-ndjson");
        long startedAt = Stopwatch.GetTimestamp();
        using HttpResponseMessage response = await http.PostAsync(
            "/streams/clicks", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return Stopwatch.GetElapsedTime(startedAt);
    }

    /// <summary>What 99 of 100 puts take at most.</summary>
    private async Task<TimeSpan> PutAllAsync()
    {
        using HttpClient http = new() { BaseAddress = new Uri(lake.Endpoint) };
        http.DefaultRequestHeaders.Add("X-Api-Key", Key);
        TimeSpan[][] times = await Task.WhenAll(Enumerable.Range(0, Putters).Select(async _ =>
        {
            List<TimeSpan> own = [];
            for (int i = 0; i < PutsPerPutter; i++)
            {
                own.Add(await PutAsync(http));
                await Task.Delay(PutInterval, TestContext.Current.CancellationToken);
            }

            return own.ToArray();
        }));
        TimeSpan[] sorted = [.. times.SelectMany(own => own).Order()];
        return sorted[sorted.Length * 99 / 100];
    }

    /// <summary>A head that has no end, and bodies that have none by plain HTTP and by Firehose's API.</summary>
    private IEnumerable<string> Beginnings()
    {
        string host = new Uri(lake.Endpoint).Authority;
        string length = $"content-length: {SlowBodyBytes}\r\n";
        IReadOnlyList<KeyValuePair<string, string>> signed = new RequestSigner(host, lake.Server.Key, "firehose").Sign(
            "POST", "/", new byte[SlowBodyBytes], new KeyValuePair<string, string>(
                "x-amz-target", "Firehose_20150804.PutRecordBatch"));
        yield return $"POST /streams/clicks HTTP/1.1\r\nhost: {host}\r\nx-any: ";
        yield return $"POST /streams/clicks HTTP/1.1\r\nhost: {host}\r\nX-Api-Key: {Key}\r\n{length}\r\n";
        yield return "POST / HTTP/1.1\r\n"
            + string.Concat(signed.Select(header => $"{header.Key}: {header.Value}\r\n")) + length + "\r\n";
    }

    /// <summary>A lake with a stream that takes everything.</summary>
    public sealed class StreamLake : ServedLake
    {
        protected override void Prepare() => Lake.Write(
            "streams/clicks.yaml", $"kind: stream\nbucket: raw\ncompression: gzip\nhttp: {{keys: {Key}}}\n");
    }
}
