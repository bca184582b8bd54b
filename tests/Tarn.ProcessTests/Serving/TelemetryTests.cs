using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>What a server and a command send to a collector of OpenTelemetry.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Traces = "/v1/traces";
    private const string Metrics = "/v1/metrics";

    private readonly LakeRig _lake = new();

    public TelemetryTests()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        _lake.Write("crawlers/drops.yaml", "kind: crawler\ntargets:\n  - zone: raw\n    prefix: drops/\n");
        _lake.Write("data/raw/drops/a.csv", "id,name\n1,x\n2,y\n");
        _lake.WriteModel("curated.totals", "job: totals", "SELECT 42 AS id");
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_server_sends_spans_and_metrics_of_requests_and_of_the_work_they_start()
    {
        await using Collector collector = await Collector.StartAsync();
        TarnResult result = await ServeAsync(collector.Endpoint, async client =>
        {
            await WorkAsync(client);
            using HttpResponseMessage put = await client.SendAsync("PUT", "/raw/some-key", []);
        });

        Assert.Equal((0, false), (result.ExitCode, result.Errors.Contains("TN1009", StringComparison.Ordinal)));
        string spans = collector.SentTo(Traces);
        Assert.Equal(["application/x-protobuf"], collector.TypesAt(Traces));
        Assert.All(
            [
                Collector.Attribute("service.name", "tarn"),
                Collector.Attribute("tarn.lake", "rig"),
                "service.version",
                "job.run",
                "job.step",
                Collector.Attribute("tarn.table", "curated.totals"),
                "query.execution",
                Collector.Attribute("tarn.workgroup", "primary"),
                Collector.Attribute("tarn.crawler", "drops"),
                Collector.Attribute("rpc.method", "glue:StartJobRun"),
                Collector.Attribute("rpc.method", "athena:StartQueryExecution"),
                Collector.Attribute("http.request.method", "PUT"),
                Collector.Attribute("url.path", "/raw/some-key"),
                "http.response.status_code",
            ],
            text => Assert.Contains(text, spans, StringComparison.Ordinal));
        Assert.DoesNotContain("healthz", spans, StringComparison.Ordinal);
        Assert.All(
            [
                Collector.Attribute("service.name", "tarn"),
                "http.server.request.duration",
                "kestrel.active_connections",
                "tarn.job.step.duration",
                "tarn.job.rows",
                "tarn.crawl.duration",
                "tarn.query.execution.duration",
            ],
            text => Assert.Contains(text, collector.SentTo(Metrics), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_without_a_server_sends_its_spans_before_it_ends()
    {
        await using Collector collector = await Collector.StartAsync();
        using TarnProcess run = TarnProcess.Start(["-C", _lake.Directory, "run"], At(collector.Endpoint));

        Assert.Equal(0, (await run.WaitAsync()).ExitCode);
        Assert.Contains("job.step", collector.SentTo(Traces), StringComparison.Ordinal);
        Assert.Contains("tarn.job.rows", collector.SentTo(Metrics), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_collector_at_the_address_the_server_works_and_says_so_once()
    {
        TarnResult result = await ServeAsync(FreeAddress(), WorkAsync);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.Errors.Split("TN1009").Length);
    }

    /// <summary>It would take an hour if anything waited for the collector.</summary>
    [Fact]
    public async Task A_collector_that_never_answers_holds_up_nothing()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();

        TarnResult result = await ServeAsync($"http://{silent.LocalEndpoint}", WorkAsync);

        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task An_address_that_is_none_stops_the_start()
    {
        using TarnProcess server = TarnProcess.Start(["-C", _lake.Directory, "serve", "--port", "0"], At("nowhere"));
        TarnResult result = await server.WaitAsync();

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_the_library_is_loaded_without_a_collector()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells which files a process has mapped");
        using ServerProcess server = await ServerProcess.StartAsync(_lake.Directory);
        using SignedClient client = server.Connect();
        await WorkAsync(client);

        string mapped = await File.ReadAllTextAsync(
            $"/proc/{server.ProcessId}/maps", TestContext.Current.CancellationToken);

        Assert.Contains("Tarn.Core.dll", mapped, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry", mapped, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> At(string endpoint) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
        ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "3600000",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
    };

    private static string FreeAddress()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        return $"http://{taken.LocalEndpoint}";
    }

    private async Task<TarnResult> ServeAsync(string collector, Func<SignedClient, Task> use)
    {
        using ServerProcess server = await ServerProcess.StartAsync(_lake.Directory, At(collector));
        using HttpClient watcher = new();
        Assert.Equal("ok\n", await watcher.GetStringAsync(server.Endpoint + "/healthz"));
        using SignedClient client = server.Connect();
        await use(client);
        return await server.StopAsync();
    }

    /// <summary>A run, a crawl and a query, to their ends.</summary>
    private static async Task WorkAsync(SignedClient client)
    {
        string run = (await client.AskAsync("glue", "AWSGlue.StartJobRun", """{"JobName":"totals"}"""))
            .GetProperty("JobRunId").GetString()!;
        await client.AskAsync("glue", "AWSGlue.StartCrawler", """{"Name":"drops"}""");
        string query = (await client.AskAsync(
            "athena", "AmazonAthena.StartQueryExecution", """{"QueryString":"SELECT 1"}"""))
            .GetProperty("QueryExecutionId").GetString()!;
        await UntilAsync("SUCCEEDED", async () => (await client.AskAsync(
            "glue", "AWSGlue.GetJobRun", $$"""{"JobName":"totals","RunId":"{{run}}"}"""))
            .GetProperty("JobRun").GetProperty("JobRunState"));
        await UntilAsync("READY", async () => (await client.AskAsync(
            "glue", "AWSGlue.GetCrawler", """{"Name":"drops"}"""))
            .GetProperty("Crawler").GetProperty("State"));
        await UntilAsync("SUCCEEDED", async () => (await client.AskAsync(
            "athena", "AmazonAthena.GetQueryExecution", $$"""{"QueryExecutionId":"{{query}}"}"""))
            .GetProperty("QueryExecution").GetProperty("Status").GetProperty("State"));
    }

    private static async Task UntilAsync(string state, Func<Task<JsonElement>> ask)
    {
        while ((await ask()).GetString() != state)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
