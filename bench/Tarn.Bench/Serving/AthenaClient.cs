using System.Net;
using System.Text;
using System.Text.Json;
using Tarn.Security;
using Tarn.Testing;

namespace Tarn.Bench.Serving;

/// <summary>Queries by Athena's API as a client does that does not wait long between its questions.</summary>
internal sealed class AthenaClient(Uri endpoint, AccessKey key) : IDisposable
{
    private static readonly TimeSpan QuestionInterval = TimeSpan.FromMilliseconds(1);

    private readonly HttpClient _http = new() { BaseAddress = endpoint };
    private readonly RequestSigner _signer = new(endpoint.Authority, key, "athena");

    /// <summary>Runs a query and fetches the first page of its result; says how often it asked for its state.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<int> QueryAsync(string sql)
    {
        using JsonDocument started = await CallAsync(
            "StartQueryExecution", $$"""{"QueryString":{{JsonSerializer.Serialize(sql)}}}""");
        string id = started.RootElement.GetProperty("QueryExecutionId").GetString()!;
        string named = $$"""{"QueryExecutionId":"{{id}}"}""";
        for (int questions = 1; ; questions++)
        {
            using JsonDocument found = await CallAsync("GetQueryExecution", named);
            string? state = found.RootElement.GetProperty("QueryExecution").GetProperty("Status")
                .GetProperty("State").GetString();
            if (state is "SUCCEEDED")
            {
                (await CallAsync("GetQueryResults", named)).Dispose();
                return questions;
            }

            if (state is not ("QUEUED" or "RUNNING"))
            {
                throw new InvalidOperationException(found.RootElement.ToString());
            }

            await Task.Delay(QuestionInterval);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument> CallAsync(string operation, string body)
    {
        byte[] content = Encoding.UTF8.GetBytes(body);
        using HttpRequestMessage request = new(HttpMethod.Post, "/") { Content = new ByteArrayContent(content) };
        KeyValuePair<string, string> target = new("x-amz-target", "AmazonAthena." + operation);
        foreach ((string name, string value) in _signer.Sign("POST", "/", content, target))
        {
            if (name != "host")
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        return response.StatusCode == HttpStatusCode.OK
            ? JsonDocument.Parse(answer)
            : throw new InvalidOperationException(Encoding.UTF8.GetString(answer));
    }
}
