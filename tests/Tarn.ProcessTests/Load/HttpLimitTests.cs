using System.Text.RegularExpressions;
using Tarn.ProcessTests.Serving;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>Requests that are no HTTP, too large, or two in one; and what browsers could be made to send.</summary>
public sealed partial class HttpLimitTests(ServedLake lake) : IClassFixture<ServedLake>
{
    private const string Host = "Host: localhost\r\n";
    private const int Flood = 200;

    public static TheoryData<string, int> Requests { get; } = new()
    {
        { "GET / HTTP/1.1\r\n\r\n", 400 },
        { $"GET / HTTP/1.1\r\n{Host}{Host}\r\n", 400 },
        { $"GET / HTTP/1.1\r\n{Host}a b: c\r\n\r\n", 400 },
        { $"GET / HTTP/1.1\r\n{Host}a: \0\r\n\r\n", 400 },
        { $"GET / HTTP/9.9\r\n{Host}\r\n", 505 },
        { "\u0016\u0003\u0001\u0002\0\u0001\r\n\r\n", 400 },
        { $"GET /{new string('x', 40_000)} HTTP/1.1\r\n{Host}\r\n", 414 },
        { $"GET / HTTP/1.1\r\n{Host}a: {new string('x', 70_000)}\r\n\r\n", 431 },
        { $"GET / HTTP/1.1\r\n{Host}{ManyHeaders(101)}\r\n", 431 },
        { $"PUT /raw/k HTTP/1.1\r\n{Host}Content-Length: -1\r\n\r\n", 400 },
        { $"PUT /raw/k HTTP/1.1\r\n{Host}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400 },
        { $"POST / HTTP/1.1\r\n{Host}X-Amz-Target: AWSGlue.GetTable\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400 },
        { $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: gzip\r\n\r\nabc", 400 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task What_is_no_request_is_refused_and_the_server_goes_on(string request, int status)
    {
        string answer = await RawConnection.TalkAsync(lake.Endpoint, request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        await ExpectWellAsync();
    }

    [Fact]
    public async Task A_request_with_two_lengths_is_not_two_requests()
    {
        string answer = await RawConnection.TalkAsync(
            lake.Endpoint,
            $"POST / HTTP/1.1\r\n{Host}X-Amz-Target: AWSGlue.GetTable\r\nContent-Length: 5\r\n"
            + $"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n{Host}Connection: close\r\n\r\n");

        Assert.Single(StatusLine().Matches(answer));
        Assert.DoesNotContain("ok\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_who_only_ask_whether_they_may_go_on_are_no_burden()
    {
        List<RawConnection> waiting = [];
        for (int i = 0; i < Flood; i++)
        {
            waiting.Add(await RawConnection.OpenAsync(lake.Endpoint));
            await waiting[i].SendAsync(
                $"PUT /raw/k HTTP/1.1\r\n{Host}Content-Length: 1000000\r\nExpect: 100-continue\r\n\r\n");
        }

        await ExpectWellAsync();
        waiting.ForEach(connection => connection.Dispose());
        await ExpectWellAsync();
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1:4577", 200)]
    [InlineData("[::1]:4577", 200)]
    public async Task Pages_that_point_their_name_at_this_machine_learn_no_metrics(string host, int status)
    {
        string answer = await RawConnection.TalkAsync(
            lake.Endpoint, $"GET /metrics HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/", "application/x-www-form-urlencoded", "Action=GetCallerIdentity&Version=2011-06-15")]
    [InlineData("POST", "/raw", "multipart/form-data; boundary=x", "--x--")]
    [InlineData("PUT", "/raw/k", "text/plain", "hello")]
    [InlineData("DELETE", "/raw", "text/plain", "")]
    [InlineData("OPTIONS", "/raw/k", "text/plain", "")]
    public async Task What_a_browser_sends_from_another_page_changes_nothing_and_is_not_shared(
        string method, string path, string type, string body)
    {
        foreach (string origin in new[] { "https://evil.example", "null" })
        {
            string answer = await RawConnection.TalkAsync(
                lake.Endpoint,
                $"{method} {path} HTTP/1.1\r\n{Host}Origin: {origin}\r\nContent-Type: {type}\r\n"
                + "Access-Control-Request-Method: PUT\r\n"
                + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

            Assert.Matches("^HTTP/1.1 40[0-9] ", answer);
            Assert.DoesNotContain("Access-Control-Allow-Origin", answer, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string ManyHeaders(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"h{i}: x\r\n"));

    private async Task ExpectWellAsync()
    {
        using HttpClient client = new() { BaseAddress = new Uri(lake.Endpoint) };
        Assert.Equal("ok\n", await client.GetStringAsync("/healthz", TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("HTTP/1.1 [0-9]{3} ")]
    private static partial Regex StatusLine();
}
