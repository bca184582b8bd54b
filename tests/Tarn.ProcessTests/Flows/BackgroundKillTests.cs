using System.Net.Http.Headers;
using System.Text.Json;
using Tarn.Common;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Flows;

/// <summary>Jobs and crawlers that triggers start directly come to one end each, wherever servers die.</summary>
public sealed class BackgroundKillTests : IDisposable
{
    private static readonly HttpClient Client = new();

    private readonly LakeRig _lake = new();

    public BackgroundKillTests()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        _lake.WriteModel("curated.first", "job: first", "SELECT 1 AS id");
        _lake.Write("data/raw/drops/a.csv", "id\n1\n");
        _lake.Write("crawlers/drops.yaml", "kind: crawler\ntargets: [{zone: raw}]\n");
        _lake.Write(
            "workflows/job.yaml", "kind: trigger\non: {webhook: {token: open-sesame}}\nstart: {job: first}\n");
        _lake.Write(
            "workflows/crawl.yaml", "kind: trigger\non: {webhook: {token: open-sesame}}\nstart: {crawler: drops}\n");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_job_is_done_once()
    {
        string[] places = LongTests.AreWanted
            ? [Failpoints.BackgroundRunKept, Failpoints.BackgroundRunAgainKept, Failpoints.BackgroundRunDone]
            : [Failpoints.BackgroundRunKept, Failpoints.BackgroundRunAgainKept];
        await DieAsync("job", places);

        using ServerProcess server = await ServerProcess.StartAsync(_lake.Directory);
        JsonElement[] runs = await ReadAsync("runs", "list", "--job", "first", "-n", "100");
        while (!runs.Any(IsGood))
        {
            await Task.Delay(100, Token);
            runs = await ReadAsync("runs", "list", "--job", "first", "-n", "100");
        }

        TarnResult stopped = await server.StopAsync();
        Assert.True(stopped.ExitCode == 0, stopped.Errors);
        runs = await ReadAsync("runs", "list", "--job", "first", "-n", "100");
        Assert.Equal(3, runs.Length);
        Assert.Single(runs, IsGood);
    }

    [Fact]
    public async Task A_crawl_is_done_once()
    {
        string[] places = LongTests.AreWanted
            ? [Failpoints.BackgroundCrawlKept, Failpoints.BackgroundCrawlDone]
            : [Failpoints.BackgroundCrawlKept];
        await DieAsync("crawl", places);

        using ServerProcess server = await ServerProcess.StartAsync(_lake.Directory);
        using SignedClient glue = server.Connect();
        JsonElement[] crawls = await ListCrawlsAsync(glue);
        while (crawls.Length == 0)
        {
            await Task.Delay(100, Token);
            crawls = await ListCrawlsAsync(glue);
        }

        Assert.Equal("COMPLETED", Assert.Single(crawls).GetProperty("State").GetString());
    }

    private static bool IsGood(JsonElement run) => run.GetProperty("state").GetString() == "succeeded";

    private static async Task<JsonElement[]> ListCrawlsAsync(SignedClient glue)
    {
        (int status, JsonElement answer) = await glue.CallAsync(
            "glue", "AWSGlue.ListCrawls", """{"CrawlerName": "drops"}""");
        Assert.Equal(200, status);
        return [.. answer.GetProperty("Crawls").EnumerateArray()];
    }

    /// <summary>
    /// One server after the other dies at its place: the first one when it is asked to start something, the others
    /// while they begin it again, which may be before they answer.
    /// </summary>
    private async Task DieAsync(string hook, string[] places)
    {
        using (ServerProcess first = await ServerProcess.StartAsync(_lake.Directory, Doom(places[0])))
        {
            await CallAsync($"{first.Endpoint}/hooks/{hook}");
            Assert.Equal(TarnProcess.Killed, (await first.WaitAsync()).ExitCode);
        }

        foreach (string place in places.Skip(1))
        {
            using TarnProcess next = TarnProcess.Start(["-C", _lake.Directory, "serve", "--port", "0"], Doom(place));
            Assert.Equal(TarnProcess.Killed, (await next.WaitAsync()).ExitCode);
        }
    }

    private static Dictionary<string, string> Doom(string place) => new() { [Failpoint.Variable] = place };

    private static async Task CallAsync(string url)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "open-sesame");
        try
        {
            using HttpResponseMessage response = await Client.SendAsync(request, Token);
            Assert.Equal(202, (int)response.StatusCode);
        }
        catch (HttpRequestException)
        {
            // The server has died while it answered; what it was asked for was kept before.
        }
    }

    private async Task<JsonElement[]> ReadAsync(params string[] command)
    {
        using TarnProcess process = TarnProcess.Start(["-C", _lake.Directory, .. command, "-o", "jsonl"]);
        TarnResult result = await process.WaitAsync();
        Assert.True(result.ExitCode == 0, result.Errors);
        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonElement.Parse(line))];
    }
}
