using System.Net;
using Tarn.ProcessTests.BadInput;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>A server that may not write says so, and takes nothing that it cannot keep.</summary>
public sealed class ReadOnlyDiskTests
{
    [Fact]
    public async Task A_server_does_not_start_where_it_may_not_write()
    {
        using SmallDisk disk = new(megabytes: 16);
        string lake = SmallLake.Make(Path.Combine(disk.Path, "lake"));
        disk.MakeReadOnly();

        TarnResult result = await TarnProcess.RunAsync("-C", lake, "serve", "--port", "0");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("TN4002", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_becomes_read_only_can_be_read_and_written_again_later()
    {
        using SmallDisk disk = new(megabytes: 16);
        using TemporaryDirectory directory = new();
        string lake = SmallLake.Make(directory.Sub("lake"));
        Directory.CreateSymbolicLink(Path.Combine(lake, "data"), disk.Path);
        using ServerProcess server = await ServerProcess.StartAsync(lake);
        using SignedClient client = server.Connect();
        byte[] content = SmallLake.Content(1, bytes: 10_000);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync("PUT", "/raw/first", content)).StatusCode);

        disk.MakeReadOnly();
        using HttpResponseMessage refused = await client.SendAsync("PUT", "/raw/second", content);
        using HttpResponseMessage kept = await client.SendAsync("DELETE", "/raw/first");
        byte[] read = await client.GetAsync("/raw/first");
        disk.MakeWritable();
        using HttpResponseMessage taken = await client.SendAsync("PUT", "/raw/second", content);

        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (refused.StatusCode, kept.StatusCode));
        Assert.Contains(
            "read-only",
            await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.OrdinalIgnoreCase);
        Assert.Equal(content, read);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }
}
