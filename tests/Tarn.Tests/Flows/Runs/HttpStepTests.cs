using System.Text;
using System.Text.Json;
using Tarn.Common;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;
using Tarn.Security.Keys;
using Tarn.Security.Secrets;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Flows.Runs;

/// <summary>Steps that send requests, and those that read sources.</summary>
public sealed class HttpStepTests : IAsyncDisposable
{
    private readonly LakeRig _rig = new();
    private readonly ServedFlows _served;
    private readonly StubHttpServer _server;
    private Func<StubHttpRequest, StubHttpAnswer> _answer = _ => StubHttpAnswer.Text("{}");

    public HttpStepTests()
    {
        _server = new StubHttpServer(request => _answer(request));
        _served = new ServedFlows(_rig);
        _rig.LakeYaml += "\nsecurity: {outbound: {allow: [127.0.0.1]}}\n";
        _rig.Write("secret", "s3cret\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        await _server.DisposeAsync();
        _rig.Dispose();
    }

    [Fact]
    public async Task A_request_has_values_and_secrets_and_its_answer_is_outputs()
    {
        await KeepSecretAsync("word", "w0rd");
        _answer = _ => StubHttpAnswer.Text("""{"order": {"id": 17, "tags": ["a"]}}""") with { Status = 201 };
        WorkflowRun run = await RunAsync($$$$"""
            steps:
              call:
                http:
                  url: "{{{{_server.Url}}}}/orders/${parameters.name}?x=1"
                  headers: {Authorization: "Bearer ${file:secret}", X-Word: "${secret:word}"}
                  body: {name: "${parameters.name}", count: 2, nested: ["${run.workflow}"]}
                  expect: [201]
                  outputs: {id: $.order.id, tags: order.tags}
            """);

        Assert.Equal(WorkflowRunState.Succeeded, run.State);
        IReadOnlyDictionary<string, string> outputs = run.Steps["call"].Outputs;
        Assert.Equal(("201", "17", "[\"a\"]"), (outputs["status"], outputs["id"], outputs["tags"]));
        StubHttpRequest request = Assert.Single(_server.Requests);
        Assert.Equal(("POST", "/orders/a%22%2F..%2Fb%3Fc?x=1"), (request.Method, request.Target));
        Assert.Equal("Bearer s3cret", request.Headers["Authorization"]);
        Assert.Equal("w0rd", request.Headers["X-Word"]);
        Assert.Equal($"{run.Id}-call", request.Headers["Idempotency-Key"]);
        JsonElement body = JsonElement.Parse(request.Body);
        Assert.Equal("a\"/../b?c", body.GetProperty("name").GetString());
        Assert.Equal((2, "w"), (body.GetProperty("count").GetInt32(), body.GetProperty("nested")[0].GetString()));
    }

    [Fact]
    public async Task No_secret_is_kept_with_the_run()
    {
        await RunAsync($$$$"""
            steps:
              call: {http: {url: "{{{{_server.Url}}}}/", headers: {X-Key: "${file:secret}"}}}
            """);
        await _served.DisposeAsync();

        string state = Path.Combine(_rig.Directory, ".tarn");
        Assert.DoesNotContain(
            Directory.EnumerateFiles(state, "*", SearchOption.AllDirectories),
            file => File.ReadAllText(file, Encoding.Latin1).Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_may_recover_is_tried_again_with_the_same_key_when_the_other_side_says()
    {
        _answer = _ => _server.Requests.Count < 2
            ? new StubHttpAnswer(503) { Headers = new Dictionary<string, string> { ["Retry-After"] = "1" } }
            : StubHttpAnswer.Text("{}");
        DateTimeOffset start = DateTimeOffset.UtcNow;

        WorkflowRun run = await RunAsync($$$$"""
            steps: {call: {http: {url: "{{{{_server.Url}}}}/"}, retries: {max: 3, delay: 0.001s}}}
            """);

        Assert.Equal(WorkflowRunState.Succeeded, run.State);
        Assert.Equal(2, run.Steps["call"].Attempt);
        Assert.Single(_server.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct());
        Assert.True(DateTimeOffset.UtcNow - start >= TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(404, 1)]
    [InlineData(500, 3)]
    public async Task What_is_not_wanted_fails_at_once_and_what_fails_after_its_retries(int status, int requests)
    {
        _answer = _ => new StubHttpAnswer(status);

        WorkflowRun run = await RunAsync($$$$"""
            steps: {call: {http: {url: "{{{{_server.Url}}}}/a?token=abc"}, retries: {max: 2, delay: 0.001s}}}
            """);

        Assert.Equal((WorkflowRunState.Failed, requests), (run.State, _server.Requests.Count));
        Assert.Contains($"/a answered with status {status}", run.Steps["call"].Error, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", run.Steps["call"].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_may_be_others_and_no_value_becomes_another_header()
    {
        WorkflowRun run = await RunAsync($$$$"""
            steps:
              one:
                http:
                  url: "{{{{_server.Url}}}}/"
                  headers: {Idempotency-Key: mine, Content-Type: application/xml}
                  body: <a/>
              two:
                needs: one
                http: {url: "{{{{_server.Url}}}}/", headers: {X-Name: "a\r\nX-Evil: 1"}}
            """);

        Assert.Null(run.Steps["one"].Error);
        StubHttpRequest request = Assert.Single(_server.Requests);
        Assert.Equal(
            ("mine", "application/xml", "<a/>"),
            (request.Headers["Idempotency-Key"], request.Headers["Content-Type"], request.Body));
        Assert.Contains("'X-Name' has a line end", run.Steps["two"].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_inside_the_network_is_refused()
    {
        WorkflowRun run = await RunAsync("""
            steps: {call: {http: {url: "http://169.254.169.254/latest"}, retries: 5}}
            """);

        Assert.Equal((StepState.Failed, 1), (run.Steps["call"].State, run.Steps["call"].Attempt));
        Assert.StartsWith("TN8005: ", run.Steps["call"].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_ends_the_attempt()
    {
        _answer = _ => StubHttpAnswer.Text("{}") with { Delay = TimeSpan.FromSeconds(30) };

        WorkflowRun run = await RunAsync($$$$"""
            steps:
              one: {http: {url: "{{{{_server.Url}}}}/", timeout: 0.05s}, on_failure: continue}
              two: {http: {url: "{{{{_server.Url}}}}/"}, timeout: 0.05s}
            """);

        Assert.StartsWith("TN8006: ", run.Steps["one"].Error, StringComparison.Ordinal);
        Assert.Equal(StepState.TimedOut, run.Steps["two"].State);
    }

    [Fact]
    public async Task A_source_is_read_as_a_step_and_only_what_is_new()
    {
        _answer = _ => StubHttpAnswer.Text("""[{"id": 1}, {"id": 2}]""");
        _rig.Write("sources/fx.yaml", $$$$"""
            kind: source
            type: http
            connection: {url: "{{{{_server.Url}}}}/v1"}
            feeds:
              rates: {into: {bucket: raw, prefix: fx/}, path: rates}
              other: {into: {bucket: raw, prefix: other/}, path: other}
            """);

        WorkflowRun run = await RunAsync("""
            steps: {load: {source: fx, tables: [rates]}}
            """);

        Assert.True(run.State == WorkflowRunState.Succeeded, run.Error);
        StubHttpRequest request = Assert.Single(_server.Requests);
        Assert.Equal("/v1/rates", request.Target);
        Assert.Equal("1", run.Steps["load"].Outputs["tables_changed"]);
        Assert.Equal(run.Steps["load"].RunId, run.Steps["load"].Outputs["run_id"]);
    }

    private Task KeepSecretAsync(string name, string value)
    {
        string state = Path.Combine(_rig.Directory, ".tarn");
        UlidSource ids = new(TimeProvider.System);
        DocumentStore documents = new(state, ids);
        MasterKeyOptions master = new() { FilePath = Path.Combine(state, MasterKeyOptions.DefaultFileName) };
        SecretStore secrets = new(
            new Keyring(master, documents, ids, TimeProvider.System), documents, TimeProvider.System);
        return secrets.SetAsync(name, value, TestContext.Current.CancellationToken);
    }

    private async Task<WorkflowRun> RunAsync(string yaml)
    {
        _rig.Write("workflows/w.yaml", $"kind: workflow\nparameters: {{name: x}}\n{yaml}\n");
        await _served.BeginAsync();
        return await _served.RunAsync("w", ("name", "a\"/../b?c"));
    }
}
