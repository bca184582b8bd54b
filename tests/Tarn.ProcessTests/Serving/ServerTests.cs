using System.Net;
using System.Text.Json;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>The server as a process: health, who owns the lake, and how it ends.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    private readonly ServedLake _lake = new();

    public ValueTask InitializeAsync() => _lake.InitializeAsync();

    public ValueTask DisposeAsync() => _lake.DisposeAsync();

    [Fact]
    public async Task It_says_that_it_is_well_and_counts_requests()
    {
        using HttpClient client = new() { BaseAddress = new Uri(_lake.Endpoint) };
        HttpResponseMessage refused = await client.GetAsync("/raw/key", TestContext.Current.CancellationToken);

        Assert.Equal("ok\n", await client.GetStringAsync("/healthz", TestContext.Current.CancellationToken));
        Assert.Equal("ok\n", await client.GetStringAsync("/readyz", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains(
            "tarn_requests_total{status=\"403\"} 1\n",
            await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_owns_the_lake_while_it_runs()
    {
        TarnResult second = await TarnProcess.RunAsync("-C", _lake.Lake.Directory, "serve", "--port", "0");

        Assert.Contains("TN4006", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_lines_need_the_token_and_the_version()
    {
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(
            Path.Combine(_lake.Lake.Directory, ".tarn", "server.json")));
        string token = record.RootElement.GetProperty("token").GetString()!;

        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync("", ""));
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync("Bearer " + token[1..], ""));
        Assert.Equal(HttpStatusCode.Conflict, await KnockAsync("Bearer " + token, "0.0.1"));
    }

    [Fact]
    public void Only_its_owner_reads_where_it_is()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(_lake.Lake.Directory, ".tarn", "server.json")));
        }
    }

    [Fact]
    public async Task It_ends_well_when_it_is_asked_to()
    {
        TarnResult result = await _lake.StopAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.False(File.Exists(Path.Combine(_lake.Lake.Directory, ".tarn", "server.json")));
        TarnResult exports = await TarnProcess.RunAsync("-C", _lake.Lake.Directory, "env");
        Assert.Contains("TN1006", exports.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--bind", "0.0.0.0")]
    [InlineData("--bind", "nowhere")]
    [InlineData("--tls-certificate", "none.pem")]
    public async Task What_would_not_be_safe_or_cannot_be_is_refused(params string[] arguments)
    {
        using LakeRig other = new();
        other.Write("lake.yaml", other.LakeYaml);

        TarnResult result = await TarnProcess.RunAsync(["-C", other.Directory, "serve", "--port", "0", .. arguments]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("TN1005", result.Errors, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> KnockAsync(string authorization, string version)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, _lake.Endpoint + "/_tarn/command");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.TryAddWithoutValidation("Tarn-Version", version);
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
