using System.Net;
using System.Text.Json.Nodes;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Lineage;

public sealed class LineageEventTests : IDisposable
{
    private readonly LakeRig _lake = EventsLake.Create();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_step_tells_when_it_starts_and_how_it_ends()
    {
        _lake.LakeYaml += "\nlineage: {namespace: my-lake, file: lineage/events.jsonl}";
        _lake.WriteModel(
            "staging.events", "job: etl", "SELECT id, amount * 2 AS twice FROM raw.events WHERE kind = 'a'");
        _lake.WriteModel("curated.sums", "job: etl", "SELECT error('no') AS x FROM staging.events");
        _lake.Deliver("one", "1,2024-02-01,a,2.5", "2,2024-02-01,b,2.5");

        RunReport report = await _lake.RunAsync();

        JsonNode[] events = await ReadAsync();
        Assert.Equal(
            ["START staging.events", "COMPLETE staging.events", "START curated.sums", "FAIL curated.sums"],
            events.Select(entry => $"{entry["eventType"]} {entry["job"]!["name"]}"));
        Assert.All(events, RequireValid);
        Assert.Equal((string?)events[0]["run"]!["runId"], (string?)events[1]["run"]!["runId"]);
        Assert.NotEqual((string?)events[0]["run"]!["runId"], (string?)events[2]["run"]!["runId"]);
        Assert.Single(events.Select(entry => (string?)entry["run"]!["facets"]!["parent"]!["run"]!["runId"]).Distinct());

        JsonNode output = events[1]["outputs"]![0]!;
        Assert.Equal(("my-lake", "staging.events"), ((string?)output["namespace"], (string?)output["name"]));
        Assert.Equal(1, (long)output["outputFacets"]!["outputStatistics"]!["rowCount"]!);
        JsonNode lineage = output["facets"]!["columnLineage"]!;
        JsonNode twice = lineage["fields"]!["twice"]!["inputFields"]![0]!;
        Assert.Equal(("raw.events", "amount"), ((string?)twice["name"], (string?)twice["field"]));
        Assert.Equal("TRANSFORMATION", (string?)twice["transformations"]![0]!["subtype"]);
        JsonNode kind = lineage["dataset"]![0]!;
        Assert.Equal(("kind", "FILTER"), ((string?)kind["field"], (string?)kind["transformations"]![0]!["subtype"]));
        string? error = (string?)events[3]["run"]!["facets"]!["errorMessage"]!["message"];
        Assert.StartsWith(report.Steps[1].ErrorCode!, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_go_to_a_server_with_its_key()
    {
        using HttpListener server = Listen(out string url);
        List<string> received = [];
        Task serving = ServeAsync(server, received);
        _lake.LakeYaml += $"\nlineage: {{url: \"{url}\", api_key: secret}}";
        _lake.WriteModel("staging.events", "", EventsLake.AllColumns);
        _lake.Deliver("one", "1,2024-02-01,a,2.5");

        StepReport step = await _lake.RunOneAsync();
        server.Stop();
        await serving;

        Assert.Empty(step.Warnings);
        Assert.Equal(
            ["POST /api/v1/lineage Bearer secret START", "POST /api/v1/lineage Bearer secret COMPLETE"], received);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_warning_and_the_run_goes_on()
    {
        using (HttpListener gone = Listen(out string url))
        {
            _lake.LakeYaml += $"\nlineage: {{url: \"{url}\"}}";
        }

        _lake.WriteModel("staging.events", "", EventsLake.AllColumns);
        _lake.Deliver("one", "1,2024-02-01,a,2.5");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal(RunState.Succeeded, step.State);
        Assert.Contains("lineage events are not sent", Assert.Single(step.Warnings), StringComparison.Ordinal);
    }

    /// <summary>What the specification asks of a RunEvent and of every facet in it.</summary>
    private static void RequireValid(JsonNode entry)
    {
        Assert.EndsWith("#/$defs/RunEvent", (string?)entry["schemaURL"], StringComparison.Ordinal);
        Assert.True(Uri.IsWellFormedUriString((string?)entry["producer"], UriKind.Absolute));
        Assert.True(DateTimeOffset.TryParse((string?)entry["eventTime"], out _));
        Assert.True(Guid.TryParseExact((string?)entry["run"]!["runId"], "D", out _));
        JsonNode?[] named = [entry["job"], .. entry["inputs"]!.AsArray(), .. entry["outputs"]!.AsArray()];
        Assert.All(named, node => Assert.False(string.IsNullOrEmpty((string?)node!["namespace"])));
        Assert.All(named, node => Assert.False(string.IsNullOrEmpty((string?)node!["name"])));
        JsonNode?[] holders =
        [
            .. named.SelectMany(node => (JsonNode?[])[node!["facets"], node["outputFacets"]]),
            entry["run"]!["facets"],
        ];
        IEnumerable<KeyValuePair<string, JsonNode?>> facets = holders.OfType<JsonObject>().SelectMany(holder => holder);
        foreach ((_, JsonNode? facet) in facets)
        {
            Assert.NotNull((string?)facet!["_producer"]);
            Assert.StartsWith("https://openlineage.io/spec/facets/", (string?)facet["_schemaURL"]);
        }
    }

    private async Task<JsonNode[]> ReadAsync()
    {
        string[] lines = await File.ReadAllLinesAsync(
            Path.Combine(_lake.Directory, "lineage/events.jsonl"), Cancellation);
        return [.. lines.Select(line => JsonNode.Parse(line)!)];
    }

    private static HttpListener Listen(out string url)
    {
        for (int port = 28_000 + (Environment.ProcessId % 1000); ; port++)
        {
            HttpListener listener = new();
            url = $"http://127.0.0.1:{port}/";
            listener.Prefixes.Add(url);
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (port < 30_000)
            {
                listener.Close();
            }
        }
    }

    private static async Task ServeAsync(HttpListener server, List<string> received)
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await server.GetContextAsync();
                JsonNode body = (await JsonNode.ParseAsync(context.Request.InputStream))!;
                received.Add(
                    $"{context.Request.HttpMethod} {context.Request.RawUrl} "
                    + $"{context.Request.Headers["Authorization"]} {body["eventType"]}");
                context.Response.StatusCode = 201;
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
        }
    }
}
