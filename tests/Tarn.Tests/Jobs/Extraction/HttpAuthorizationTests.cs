using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Extraction;

/// <summary>How feeds say to a service who asks.</summary>
public sealed class HttpAuthorizationTests : IAsyncDisposable
{
    private readonly HttpLake _lake = new();

    public ValueTask DisposeAsync() => _lake.DisposeAsync();

    [Theory]
    [InlineData("auth: {header: {name: X-Key, value: \"${file:secret}\"}}", "X-Key", "s3cret")]
    [InlineData("auth: {basic: {user: me, password: \"${file:secret}\"}}", "Authorization", "Basic bWU6czNjcmV0")]
    public async Task Requests_say_who_asks(string connection, string header, string expected)
    {
        _lake.Answer("/v1/rates", "[1]");
        _lake.Define("path: rates", connection);

        await _lake.Rig.RunAsync();

        Assert.Equal(expected, _lake.Server.Requests.Single().Headers[header]);
    }

    [Fact]
    public async Task A_token_is_asked_for_once_and_again_when_it_is_refused()
    {
        int tokens = 0;
        _lake.Answers["/token"] = _ => StubHttpAnswer.Text(
            $$"""{"access_token": "t{{++tokens}}", "expires_in": 3600}""");
        _lake.Answers["/v1/rates?page=1"] = request => Of(request, "t1", """[1]""");
        _lake.Answers["/v1/rates?page=2"] = request => Of(request, "t2", """[2]""");
        _lake.Answers["/v1/rates?page=3"] = request => Of(request, "t2", """[]""");
        _lake.Define(
            "path: rates, pagination: {page: page}",
            $"auth: {{oauth2: {{token_url: \"{_lake.Server.Url}/token\", client_id: me, "
            + "client_secret: \"${file:secret}\"}}");

        StepReport step = (await _lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Succeeded, 2L, 2), (step.State, step.OutputFiles, tokens));
        StubHttpRequest asked = _lake.Server.Requests.First(request => request.Target == "/token");
        Assert.Equal("Basic bWU6czNjcmV0", asked.Headers["Authorization"]);
        Assert.Equal("grant_type=client_credentials", asked.Body);
    }

    private static StubHttpAnswer Of(StubHttpRequest request, string token, string body) =>
        request.Headers["Authorization"] == $"Bearer {token}"
            ? StubHttpAnswer.Text(body)
            : new StubHttpAnswer(401);
}
