using System.Net;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>Disks that are slow to sync, or report that they lost what was written.</summary>
public sealed class SlowDiskTests : IAsyncLifetime
{
    private const string Syncs = "fsync,fdatasync";
    private const int ObjectBytes = 100_000;
    private const long GrowthBytesMax = 256L * 1024 * 1024;

    private static readonly int Clients = LongTests.Choose(shortly: 16, atLength: 256);
    private static readonly int DelayMs = LongTests.Choose(shortly: 200, atLength: 2000);

    private readonly TemporaryDirectory _directory = new();
    private ServerProcess? _server;

    private ServerProcess Server => _server!;

    public async ValueTask InitializeAsync() =>
        _server = await ServerProcess.StartAsync(SmallLake.Make(_directory.Sub("lake")));

    public ValueTask DisposeAsync()
    {
        _server?.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Slow_syncs_make_answers_late_and_lose_nothing()
    {
        using SignedClient client = Server.Connect();
        await ExpectAsync(HttpStatusCode.OK, client, 0);
        long before = Server.ResidentBytes;
        await using (await InjectedFaults.AttachAsync(Server.ProcessId, Syncs, $"delay_enter={DelayMs * 1000}"))
        {
            await Task.WhenAll(
                Enumerable.Range(1, Clients).Select(i => ExpectAsync(HttpStatusCode.OK, client, i)));
        }

        Assert.InRange(Server.ResidentBytes - before, long.MinValue, GrowthBytesMax);
        for (int i = 0; i <= Clients; i++)
        {
            Assert.Equal(SmallLake.Content(i, ObjectBytes), await client.GetAsync(Target(i)));
        }
    }

    [Fact]
    public async Task What_the_disk_lost_is_not_acknowledged_and_not_there()
    {
        using SignedClient client = Server.Connect();
        await ExpectAsync(HttpStatusCode.OK, client, 0);
        await using (await InjectedFaults.AttachAsync(Server.ProcessId, Syncs, "error=EIO"))
        {
            for (int i = 0; i < 4; i++)
            {
                // The first is there already, and stays as it was.
                using HttpResponseMessage refused = await client.SendAsync("PUT", Target(i), [1, 2, 3]);
                Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
            }
        }

        Assert.Equal(SmallLake.Content(0, ObjectBytes), await client.GetAsync(Target(0)));
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync("GET", Target(1))).StatusCode);
        await ExpectAsync(HttpStatusCode.OK, client, 1);
    }

    private static string Target(int i) => $"/{SmallLake.Bucket}/object-{i}";

    private static async Task ExpectAsync(HttpStatusCode status, SignedClient client, int i)
    {
        using HttpResponseMessage response = await client.SendAsync(
            "PUT", Target(i), SmallLake.Content(i, ObjectBytes));
        Assert.Equal(status, response.StatusCode);
    }
}
