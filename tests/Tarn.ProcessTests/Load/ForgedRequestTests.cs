using System.Text;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>Requests over the wire: every honest one is answered, none that was changed on the way is.</summary>
public sealed class ForgedRequestTests(ServedLake lake) : IClassFixture<ServedLake>
{
    private const string Body = "hello world";
    private const string Target = "/raw/some%20key?x-id=PutObject";

    private static readonly int HonestRequests = LongTests.Choose(shortly: 300, atLength: 10_000);

    [Fact]
    public async Task A_request_with_any_byte_of_what_is_signed_changed_is_refused()
    {
        string honest = Request();
        int headersStart = honest.IndexOf("host:", StringComparison.Ordinal);
        int bodyStart = honest.Length - Body.Length;
        string taken = await RawConnection.TalkAsync(lake.Endpoint, honest);
        Assert.StartsWith("HTTP/1.1 200 ", taken, StringComparison.Ordinal);
        await DeleteAsync();
        List<string> letIn = [];
        for (int i = honest.IndexOf("/raw", StringComparison.Ordinal); i < honest.Length; i++)
        {
            // Spaces and ends of lines between values mean nothing to a signature.
            bool isVersion = i > honest.IndexOf(" HTTP/", StringComparison.Ordinal) && i < headersStart;
            if (isVersion || honest[i] is '\r' or '\n' or ' ')
            {
                continue;
            }

            string forged = $"{honest[..i]}{(char)(honest[i] ^ 1)}{honest[(i + 1)..]}";
            string answer = await RawConnection.TalkAsync(lake.Endpoint, forged);
            if (!answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal))
            {
                letIn.Add($"byte {i} '{honest[i]}' {(i < bodyStart ? "of the head" : "of the body")}: {answer}");
            }
        }

        Assert.Empty(letIn);
        using SignedClient client = lake.Server.Connect();
        using HttpResponseMessage listed = await client.SendAsync("GET", "/raw?list-type=2");
        string keys = await listed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<KeyCount>0</KeyCount>", keys, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_request_of_an_SDK_is_answered()
    {
        ClientResult result = await lake.RunAsync(
            "/usr/bin/python3",
            Path.Combine(AppContext.BaseDirectory, "Load", "Scripts", "honest_requests.py"),
            $"{HonestRequests}",
            $"{TestSeed.Read()}");

        Assert.True(result.ExitCode == 0, $"{result}");
    }

    private string Request()
    {
        RequestSigner signer = new(new Uri(lake.Endpoint).Authority, lake.Server.Key, "s3");
        byte[] content = Encoding.ASCII.GetBytes(Body);
        StringBuilder text = new($"PUT {Target} HTTP/1.1\r\nconnection: close\r\n");
        foreach ((string name, string value) in signer.Sign("PUT", Target, content))
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        text.Append("content-length: ").Append(content.Length).Append("\r\n\r\n");
        return text + Body;
    }

    private async Task DeleteAsync()
    {
        using SignedClient client = lake.Server.Connect();
        using HttpResponseMessage _ = await client.SendAsync("DELETE", Target.Split('?')[0]);
    }
}
