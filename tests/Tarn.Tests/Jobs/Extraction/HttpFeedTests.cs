using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Runs;
using Tarn.Storage;
using Tarn.Storage.Attributes;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Extraction;

/// <summary>Feeds of sources of type <c>http</c>, from a server of this machine.</summary>
public sealed class HttpFeedTests : IAsyncDisposable
{
    private readonly Dictionary<string, Func<StubHttpRequest, StubHttpAnswer>> _answers = [];
    private readonly StubHttpServer _server;
    private readonly LakeRig _lake;

    public HttpFeedTests()
    {
        _server = new StubHttpServer(request =>
            _answers.GetValueOrDefault(request.Target)?.Invoke(request) ?? new StubHttpAnswer(404));
        _lake = new LakeRig
        {
            LakeYaml = """
                version: 1
                zones: {raw: , curated: }
                security: {outbound: {allow: [127.0.0.1]}}
                """,
        };
    }

    public async ValueTask DisposeAsync()
    {
        _lake.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Pages_are_followed_by_link_and_stored_as_they_came()
    {
        Answer("/v1/rates", """[{"at": "2024-01-01", "eur": 1}]""", ("Link", "</v1/rates?p=2>; rel=\"next\""));
        Answer("/v1/rates?p=2", """[{"at": "2024-01-02", "eur": 2}]""", ("Link", "</v1/rates>; rel=\"first\""));
        Define("path: rates, pagination: {link: true}");

        StepReport step = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal(("fx.rates", "fx: rates", RunState.Succeeded), (step.Table, step.Source, step.State));
        Assert.Equal((2L, 2L), (step.RowsIn, step.OutputFiles));
        Assert.Equal(
            ["""[{"at": "2024-01-01", "eur": 1}]""", """[{"at": "2024-01-02", "eur": 2}]"""],
            (await ObjectsAsync()).Select(found => found.Content).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Objects_say_where_they_come_from_and_are_called_by_their_content()
    {
        const string body = """[{"eur": 1}]""";
        Answer("/v1/rates?key=hidden", body);
        Define("path: rates?key=hidden");
        await _lake.RunAsync();

        (string key, _, ObjectAttributes attributes) = (await ObjectsAsync()).Single();

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        Assert.Equal($"fx/{hash}.json.gz", key);
        Assert.Equal(
            ("fx", "rates", hash, $"http://127.0.0.1:{_server.Port}/v1/rates"),
            (attributes.Metadata!["source"], attributes.Metadata["feed"], attributes.Metadata["sha256"],
                attributes.Metadata["origin"]));
        Assert.Matches("^20[0-9]{2}-.*Z$", attributes.Metadata["fetched-at"]);
    }

    [Fact]
    public async Task The_same_content_is_stored_once()
    {
        Answer("/v1/rates", """[{"eur": 1}]""");
        Define("path: rates");
        await _lake.RunAsync();

        StepReport again = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal((RunState.UpToDate, 0L), (again.State, again.OutputFiles));
        Assert.Equal(["1 contents were there already"], again.Notes);
        Assert.Single(await ObjectsAsync());
    }

    [Fact]
    public async Task The_newest_value_of_the_cursor_goes_into_the_next_request()
    {
        Answer(
            "/v1/rates?since=2024-01-01",
            """{"data": {"items": [{"meta": {"at": "2024-01-09"}}, {"meta": {"at": "2024-01-05"}}]}}""");
        Answer("/v1/rates?since=2024-01-09", """{"data": {"items": []}}""");
        Define("path: rates, records: $.data.items, by: {cursor: meta.at, parameter: since, start: 2024-01-01}");

        StepReport first = (await _lake.RunAsync()).Steps.Single();
        StepReport second = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Succeeded, 2L), (first.State, first.RowsIn));
        Assert.Equal((RunState.UpToDate, 0L), (second.State, second.RowsIn));
        Assert.Equal(
            ["/v1/rates?since=2024-01-01", "/v1/rates?since=2024-01-09"],
            _server.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task Pages_are_counted_until_one_is_empty()
    {
        Answer("/v1/rates?page=1", """[{"eur": 1}]""");
        Answer("/v1/rates?page=2", """[{"eur": 2}]""");
        Answer("/v1/rates?page=3", "[]");
        Define("path: rates, pagination: {page: page}");

        StepReport step = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal((2L, 2L), (step.RowsIn, step.OutputFiles));
    }

    [Fact]
    public async Task Pages_are_followed_by_a_value_in_the_body()
    {
        Answer("/v1/rates?base=EUR", """{"items": [1], "next": "a b"}""");
        Answer("/v1/rates?base=EUR&cursor=a%20b", """{"items": [2], "next": null}""");
        Define("path: rates?base=EUR, records: items, pagination: {cursor: $.next, parameter: cursor}");

        StepReport step = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Succeeded, 2L), (step.State, step.OutputFiles));
    }

    [Fact]
    public async Task A_page_that_names_itself_as_the_next_ends_the_step()
    {
        Answer("/v1/rates", """[{"eur": 1}]""", ("Link", "<rates>; rel=next"));
        Define("path: rates, pagination: {link: true}");

        StepReport step = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Failed, ErrorCodes.SourceUnfit), (step.State, step.ErrorCode));
        Assert.Equal("the pages of rates do not end: 1 were fetched", step.Error);
    }

    [Fact]
    public async Task The_next_page_is_not_taken_from_another_server()
    {
        Answer("/v1/rates", """[{"eur": 1}]""", ("Link", "<http://127.0.0.1:1/v1/rates>; rel=next"));
        Define("path: rates, pagination: {link: true}");

        StepReport step = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal("the next page of rates is at another server, http://127.0.0.1:1", step.Error);
    }

    [Fact]
    public async Task What_may_work_later_is_tried_again_when_the_server_says()
    {
        int asked = 0;
        _answers["/v1/rates"] = _ => ++asked < 3
            ? new StubHttpAnswer(asked == 1 ? 503 : 429)
            {
                Headers = new Dictionary<string, string> { ["Retry-After"] = "0" },
            }
            : StubHttpAnswer.Text("[1]");
        Define("path: rates", "retries: {max: 3, delay: 1h}");

        StepReport step = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal(RunState.Succeeded, step.State);
        Assert.Equal(["2 requests were made again"], step.Notes);
    }

    [Theory]
    [InlineData(401, ErrorCodes.SourceRefused)]
    [InlineData(404, ErrorCodes.SourceUnfit)]
    [InlineData(418, ErrorCodes.SourceFailed)]
    [InlineData(500, ErrorCodes.SourceUnreachable)]
    public async Task A_refusal_leaves_the_bookmark_where_it_was(int status, string code)
    {
        _answers["/v1/rates"] = _ => new StubHttpAnswer(status);
        Define("path: rates", "retries: {max: 0}");

        StepReport step = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Failed, code), (step.State, step.ErrorCode));
        Assert.Equal($"http://127.0.0.1:{_server.Port}/v1/rates answered with status {status}", step.Error);
        using LakeHost host = await _lake.OpenAsync();
        Assert.Null(await host.Bookmarks.ReadAsync(TableName.Parse("fx.rates"), CancellationToken.None));
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_not_taken()
    {
        Answer("/v1/rates", $"[\"{new string('x', 5000)}\"]");
        Define("path: rates", "response_max: 4KB");

        StepReport step = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Failed, ErrorCodes.OutboundFailed), (step.State, step.ErrorCode));
        Assert.Empty(await ObjectsAsync());
    }

    [Fact]
    public async Task Services_inside_the_network_are_refused_unless_they_are_listed()
    {
        _lake.LakeYaml = "version: 1\nzones: {raw: }";
        Define("path: rates");

        StepReport step = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Failed, ErrorCodes.OutboundRefused), (step.State, step.ErrorCode));
        Assert.Equal(0, _server.Connections);
    }

    [Theory]
    [InlineData("auth: {header: {name: X-Key, value: \"${file:secret}\"}}", "X-Key", "s3cret")]
    [InlineData("auth: {basic: {user: me, password: \"${file:secret}\"}}", "Authorization", "Basic bWU6czNjcmV0")]
    public async Task Requests_say_who_asks(string connection, string header, string expected)
    {
        Answer("/v1/rates", "[1]");
        Define("path: rates", connection);

        await _lake.RunAsync();

        Assert.Equal(expected, _server.Requests.Single().Headers[header]);
    }

    [Fact]
    public async Task A_token_is_asked_for_once_and_again_when_it_is_refused()
    {
        int tokens = 0;
        _answers["/token"] = _ => StubHttpAnswer.Text($$"""{"access_token": "t{{++tokens}}", "expires_in": 3600}""");
        _answers["/v1/rates?page=1"] = request => Of(request, "t1", """[1]""");
        _answers["/v1/rates?page=2"] = request => Of(request, "t2", """[2]""");
        _answers["/v1/rates?page=3"] = request => Of(request, "t2", """[]""");
        Define(
            "path: rates, pagination: {page: page}",
            $"auth: {{oauth2: {{token_url: \"{_server.Url}/token\", client_id: me, "
            + "client_secret: \"${file:secret}\"}}");

        StepReport step = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Succeeded, 2L, 2), (step.State, step.OutputFiles, tokens));
        StubHttpRequest asked = _server.Requests.First(request => request.Target == "/token");
        Assert.Equal("Basic bWU6czNjcmV0", asked.Headers["Authorization"]);
        Assert.Equal("grant_type=client_credentials", asked.Body);
    }

    [Fact]
    public async Task Feeds_come_before_the_models_that_read_their_objects()
    {
        Answer("/v1/rates", """{"eur": 1.5}""");
        Define("path: rates");
        _lake.LakeYaml += "\ntables:\n  raw.rates: {files: fx/*.json.gz, format: json, columns: {eur: double}}\n";
        _lake.WriteModel("curated.rates", "job: fx-etl", "SELECT eur FROM raw.rates");
        _lake.WriteModel("curated.other", "job: other", "SELECT 1 AS one");

        RunReport run = await _lake.RunAsync(new RunRequest { Jobs = ["fx-etl"] });

        Assert.Equal(["fx.rates", "curated.rates"], run.Steps.Select(step => step.Table));
        Assert.Equal(["1.5"], await _lake.QueryAsync("SELECT eur FROM curated.rates"));
    }

    private static StubHttpAnswer Of(StubHttpRequest request, string token, string body) =>
        request.Headers["Authorization"] == $"Bearer {token}"
            ? StubHttpAnswer.Text(body)
            : new StubHttpAnswer(401);

    private void Answer(string target, string body, params (string Name, string Value)[] headers) =>
        _answers[target] = _ => StubHttpAnswer.Text(body) with
        {
            Headers = headers.ToDictionary(header => header.Name, header => header.Value),
        };

    private void Define(string feed, string connection = "timeout: 10s")
    {
        _lake.Write("secret", "s3cret\n");
        _lake.Write("sources/fx.yaml", $$"""
            kind: source
            type: http
            connection:
              url: "{{_server.Url}}/v1"
              {{connection}}
            feeds:
              rates: {into: {bucket: raw, prefix: fx/}, {{feed}}}
            """);
    }

    private async Task<IReadOnlyList<(string Key, string Content, ObjectAttributes Attributes)>> ObjectsAsync()
    {
        using LakeHost host = await _lake.OpenAsync();
        List<(string, string, ObjectAttributes)> found = [];
        IObjectStore bucket = host.Buckets.Get("raw");
        await foreach (ObjectInfo info in bucket.ListAsync("", CancellationToken.None))
        {
            await using Stream content = await bucket.OpenReadAsync(info.Key, CancellationToken.None);
            using StreamReader text = new(new GZipStream(content, CompressionMode.Decompress));
            AttributedObject? described =
                await host.Buckets.GetLocal("raw").FindAsync(info.Key, CancellationToken.None);
            found.Add((info.Key, await text.ReadToEndAsync(), described!.Attributes));
        }

        return found;
    }
}
