using System.Text;
using System.Text.Json;
using Tarn.Security;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>Sends signed requests, as simple as they can be, over as many connections as there are requests.</summary>
internal sealed class SignedClient(Uri endpoint, AccessKey key) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = endpoint, Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>A request to S3.</summary>
    /// <param name="target">Path and query, encoded as on the wire.</param>
    public Task<HttpResponseMessage> SendAsync(
        string method, string target, byte[]? content = null, params KeyValuePair<string, string>[] headers) =>
        SendAsync(new RequestSigner(endpoint.Authority, key, "s3"), method, target, content ?? [], headers);

    /// <summary>The content of an object.</summary>
    public async Task<byte[]> GetAsync(string target)
    {
        using HttpResponseMessage response = await SendAsync("GET", target);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>A call of a JSON service.</summary>
    /// <param name="service">As in the scope: <c>glue</c>.</param>
    /// <param name="operation">With its prefix: <c>AWSGlue.GetTable</c>.</param>
    public async Task<(int Status, JsonElement Answer)> CallAsync(string service, string operation, string body)
    {
        using HttpResponseMessage response = await SendAsync(
            new RequestSigner(endpoint.Authority, key, service),
            "POST",
            "/",
            Encoding.UTF8.GetBytes(body),
            [new("x-amz-target", operation)]);
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, answer.RootElement.Clone());
    }

    /// <summary>A call of a JSON service that must succeed: its answer.</summary>
    public async Task<JsonElement> AskAsync(string service, string operation, string body)
    {
        (int status, JsonElement answer) = await CallAsync(service, operation, body);
        Assert.True(status == 200, $"{operation}: {status} {answer}");
        return answer;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        RequestSigner signer,
        string method,
        string target,
        byte[] content,
        IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), target);
        if (method is "PUT" or "POST")
        {
            request.Content = new ByteArrayContent(content);
        }

        foreach ((string name, string value) in signer.Sign(method, target, content, [.. headers]))
        {
            if (name != "host")
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await _http.SendAsync(request);
    }
}
