using Tarn.Protocols.Aws.Signing;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>What browsers ask for before they let pages of other origins use a bucket.</summary>
public sealed class CorsRequestTests : IDisposable
{
    private const string Rules =
        "<CORSConfiguration><CORSRule><AllowedOrigin>https://*.example.com</AllowedOrigin>"
        + "<AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod><AllowedHeader>x-amz-*</AllowedHeader>"
        + "<ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>300</MaxAgeSeconds></CORSRule>"
        + "<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>HEAD</AllowedMethod></CORSRule>"
        + "</CORSConfiguration>";

    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("https://a.example.com", "PUT", "X-Amz-Date, x-amz-acl", 200, "https://a.example.com")]
    [InlineData("https://a.example.com", "GET", "", 200, "https://a.example.com")]
    [InlineData("http://other.org", "HEAD", "", 200, "*")]
    [InlineData("http://other.org", "GET", "", 403, null)]
    [InlineData("https://a.example.com", "DELETE", "", 403, null)]
    [InlineData("https://a.example.com", "PUT", "x-amz-date,authorization", 403, null)]
    public async Task A_preflight_is_answered_by_the_first_rule_that_allows_it(
        string origin, string method, string headers, int status, string? allowed)
    {
        await _rig.SendAsync("PUT", "?cors", Rules);

        S3Answer answer = await PreflightAsync(
            ("origin", origin),
            ("access-control-request-method", method),
            ("access-control-request-headers", headers));

        Assert.Equal((status, allowed), (answer.Status, answer.Header("Access-Control-Allow-Origin")));
        Assert.Equal(status == 403 ? "AccessForbidden" : null, answer.Code);
    }

    [Fact]
    public async Task A_preflight_that_is_allowed_says_what_is()
    {
        await _rig.SendAsync("PUT", "?cors", Rules);

        S3Answer answer = await PreflightAsync(
            ("origin", "https://a.example.com"),
            ("access-control-request-method", "PUT"),
            ("access-control-request-headers", "X-Amz-Date"));

        Assert.Equal(("GET, PUT", "x-amz-date", "ETag", "300", "true"), (
            answer.Header("Access-Control-Allow-Methods"),
            answer.Header("Access-Control-Allow-Headers"),
            answer.Header("Access-Control-Expose-Headers"),
            answer.Header("Access-Control-Max-Age"),
            answer.Header("Access-Control-Allow-Credentials")));
        Assert.Contains("Origin", answer.Header("Vary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_without_rules_allows_nothing()
    {
        S3Answer answer = await PreflightAsync(
            ("origin", "https://a.example.com"), ("access-control-request-method", "GET"));
        S3Answer noPreflight = await PreflightAsync();

        Assert.Equal((403, "AccessForbidden"), (answer.Status, answer.Code));
        Assert.Equal((400, "BadRequest"), (noPreflight.Status, noPreflight.Code));
        Assert.Equal("NoSuchCORSConfiguration", (await _rig.SendAsync("GET", "?cors")).Code);
    }

    [Fact]
    public async Task Answers_say_whether_the_page_may_read_them()
    {
        await _rig.SendAsync("PUT", "?cors", Rules);
        await _rig.SendAsync("PUT", "key", "x");

        S3Answer allowed = await _rig.SendAsync("GET", "key", null, ("origin", "https://a.example.com"));
        S3Answer missing = await _rig.SendAsync("GET", "none", null, ("origin", "https://a.example.com"));
        S3Answer other = await _rig.SendAsync("GET", "key", null, ("origin", "http://other.org"));
        S3Answer noPage = await _rig.SendAsync("GET", "key");

        Assert.Equal((200, "https://a.example.com"), (allowed.Status, Allowed(allowed)));
        Assert.Equal((404, "https://a.example.com"), (missing.Status, Allowed(missing)));
        Assert.Equal((200, null), (other.Status, Allowed(other)));
        Assert.Null(Allowed(noPage));
    }

    [Theory]
    [InlineData("", "MalformedXML")]
    [InlineData("<CORSRule><AllowedMethod>GET</AllowedMethod></CORSRule>", "MalformedXML")]
    [InlineData(
        "<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>PATCH</AllowedMethod></CORSRule>", "InvalidRequest")]
    [InlineData(
        "<CORSRule><AllowedOrigin>*a*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>", "InvalidRequest")]
    public async Task Rules_that_cannot_be_are_refused(string rules, string code)
    {
        S3Answer answer = await _rig.SendAsync("PUT", "?cors", $"<CORSConfiguration>{rules}</CORSConfiguration>");

        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    private static string? Allowed(S3Answer answer) => answer.Header("Access-Control-Allow-Origin");

    private Task<S3Answer> PreflightAsync(params (string Name, string Value)[] headers) =>
        _rig.SendAsync(
            new RequestHead(
                "OPTIONS",
                $"/{S3Rig.Bucket}/key",
                "",
                [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]),
            []);
}
