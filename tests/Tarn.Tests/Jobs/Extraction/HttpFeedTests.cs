using System.Security.Cryptography;
using System.Text;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Runs;
using Tarn.Storage.Attributes;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Extraction;

/// <summary>Feeds of sources of type <c>http</c>, from a server of this machine.</summary>
public sealed class HttpFeedTests : IAsyncDisposable
{
    private readonly HttpLake _lake = new();

    public ValueTask DisposeAsync() => _lake.DisposeAsync();

    [Fact]
    public async Task Pages_are_followed_by_link_and_stored_as_they_came()
    {
        _lake.Answer("/v1/rates", """[{"at": "2024-01-01", "eur": 1}]""", ("Link", "</v1/rates?p=2>; rel=\"next\""));
        _lake.Answer("/v1/rates?p=2", """[{"at": "2024-01-02", "eur": 2}]""", ("Link", "</v1/rates>; rel=\"first\""));
        _lake.Define("path: rates, pagination: {link: true}");

        StepReport step = (await _lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal(("fx.rates", "fx: rates", RunState.Succeeded), (step.Table, step.Source, step.State));
        Assert.Equal((2L, 2L), (step.RowsIn, step.OutputFiles));
        Assert.Equal(
            ["""[{"at": "2024-01-01", "eur": 1}]""", """[{"at": "2024-01-02", "eur": 2}]"""],
            (await _lake.ObjectsAsync()).Select(found => found.Content).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Objects_say_where_they_come_from_and_are_called_by_their_content()
    {
        const string body = """[{"eur": 1}]""";
        _lake.Answer("/v1/rates?key=hidden", body);
        _lake.Define("path: rates?key=hidden");
        await _lake.Rig.RunAsync();

        (string key, _, ObjectAttributes attributes) = (await _lake.ObjectsAsync()).Single();

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        Assert.Equal($"fx/{hash}.json.gz", key);
        Assert.Equal(
            ("fx", "rates", hash, $"http://127.0.0.1:{_lake.Server.Port}/v1/rates"),
            (attributes.Metadata!["source"], attributes.Metadata["feed"], attributes.Metadata["sha256"],
                attributes.Metadata["origin"]));
        Assert.Matches("^20[0-9]{2}-.*Z$", attributes.Metadata["fetched-at"]);
    }

    [Fact]
    public async Task The_same_content_is_stored_once()
    {
        _lake.Answer("/v1/rates", """[{"eur": 1}]""");
        _lake.Define("path: rates");
        await _lake.Rig.RunAsync();

        StepReport again = (await _lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((RunState.UpToDate, 0L), (again.State, again.OutputFiles));
        Assert.Equal(["1 contents were there already"], again.Notes);
        Assert.Single(await _lake.ObjectsAsync());
    }

    [Fact]
    public async Task The_newest_value_of_the_cursor_goes_into_the_next_request()
    {
        _lake.Answer(
            "/v1/rates?since=2024-01-01",
            """{"data": {"items": [{"meta": {"at": "2024-01-09"}}, {"meta": {"at": "2024-01-05"}}]}}""");
        _lake.Answer("/v1/rates?since=2024-01-09", """{"data": {"items": []}}""");
        _lake.Define("path: rates, records: $.data.items, by: {cursor: meta.at, parameter: since, start: 2024-01-01}");

        StepReport first = (await _lake.Rig.RunAsync()).Steps.Single();
        StepReport second = (await _lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Succeeded, 2L), (first.State, first.RowsIn));
        Assert.Equal((RunState.UpToDate, 0L), (second.State, second.RowsIn));
        Assert.Equal(
            ["/v1/rates?since=2024-01-01", "/v1/rates?since=2024-01-09"],
            _lake.Server.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task Pages_are_counted_until_one_is_empty()
    {
        _lake.Answer("/v1/rates?page=1", """[{"eur": 1}]""");
        _lake.Answer("/v1/rates?page=2", """[{"eur": 2}]""");
        _lake.Answer("/v1/rates?page=3", "[]");
        _lake.Define("path: rates, pagination: {page: page}");

        StepReport step = (await _lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((2L, 2L), (step.RowsIn, step.OutputFiles));
    }

    [Fact]
    public async Task Pages_are_followed_by_a_value_in_the_body()
    {
        _lake.Answer("/v1/rates?base=EUR", """{"items": [1], "next": "a b"}""");
        _lake.Answer("/v1/rates?base=EUR&cursor=a%20b", """{"items": [2], "next": null}""");
        _lake.Define("path: rates?base=EUR, records: items, pagination: {cursor: $.next, parameter: cursor}");

        StepReport step = (await _lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Succeeded, 2L), (step.State, step.OutputFiles));
    }

    [Fact]
    public async Task A_page_that_names_itself_as_the_next_ends_the_step()
    {
        _lake.Answer("/v1/rates", """[{"eur": 1}]""", ("Link", "<rates>; rel=next"));
        _lake.Define("path: rates, pagination: {link: true}");

        StepReport step = (await _lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Failed, ErrorCodes.SourceUnfit), (step.State, step.ErrorCode));
        Assert.Equal("the pages of rates do not end: 1 were fetched", step.Error);
    }

    [Fact]
    public async Task The_next_page_is_not_taken_from_another_server()
    {
        _lake.Answer("/v1/rates", """[{"eur": 1}]""", ("Link", "<http://127.0.0.1:1/v1/rates>; rel=next"));
        _lake.Define("path: rates, pagination: {link: true}");

        StepReport step = (await _lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal("the next page of rates is at another server, http://127.0.0.1:1", step.Error);
    }

    [Fact]
    public async Task What_may_work_later_is_tried_again_when_the_server_says()
    {
        int asked = 0;
        _lake.Answers["/v1/rates"] = _ => ++asked < 3
            ? new StubHttpAnswer(asked == 1 ? 503 : 429)
            {
                Headers = new Dictionary<string, string> { ["Retry-After"] = "0" },
            }
            : StubHttpAnswer.Text("[1]");
        _lake.Define("path: rates", "retries: {max: 3, delay: 1h}");

        StepReport step = (await _lake.Rig.RunAsync()).Steps.Single();

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
        _lake.Answers["/v1/rates"] = _ => new StubHttpAnswer(status);
        _lake.Define("path: rates", "retries: {max: 0}");

        StepReport step = (await _lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Failed, code), (step.State, step.ErrorCode));
        Assert.Equal($"http://127.0.0.1:{_lake.Server.Port}/v1/rates answered with status {status}", step.Error);
        using LakeHost host = await _lake.Rig.OpenAsync();
        Assert.Null(await host.Bookmarks.ReadAsync(TableName.Parse("fx.rates"), CancellationToken.None));
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_not_taken()
    {
        _lake.Answer("/v1/rates", $"[\"{new string('x', 5000)}\"]");
        _lake.Define("path: rates", "response_max: 4KB");

        StepReport step = (await _lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Failed, ErrorCodes.OutboundFailed), (step.State, step.ErrorCode));
        Assert.Empty(await _lake.ObjectsAsync());
    }

    [Fact]
    public async Task Services_inside_the_network_are_refused_unless_they_are_listed()
    {
        _lake.Rig.LakeYaml = "version: 1\nzones: {raw: }";
        _lake.Define("path: rates");

        StepReport step = (await _lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Failed, ErrorCodes.OutboundRefused), (step.State, step.ErrorCode));
        Assert.Equal(0, _lake.Server.Connections);
    }

    [Fact]
    public async Task Feeds_come_before_the_models_that_read_their_objects()
    {
        _lake.Answer("/v1/rates", """[{"eur": 1.5}, {"eur": 2}]""");
        _lake.Define("path: rates");
        _lake.Rig.LakeYaml +=
            "\ntables:\n  raw.rates: {files: fx/*.json.gz, format: lines, columns: {page: varchar}}\n";
        _lake.Rig.WriteModel("curated.rates", "job: fx-etl", """
            SELECT CAST(rate ->> 'eur' AS DOUBLE) AS eur
            FROM (SELECT unnest(from_json(page, '["JSON"]')) AS rate FROM raw.rates)
            """);
        _lake.Rig.WriteModel("curated.other", "job: other", "SELECT 1 AS one");

        RunReport run = await _lake.Rig.RunAsync(new RunRequest { Jobs = ["fx-etl"] });

        Assert.Equal(["fx.rates", "curated.rates"], run.Steps.Select(step => step.Table));
        Assert.Equal(["1.5", "2"], await _lake.Rig.QueryAsync("SELECT eur FROM curated.rates"));
    }
}
