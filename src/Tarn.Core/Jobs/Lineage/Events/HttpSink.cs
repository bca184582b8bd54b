using System.Globalization;
using System.Net.Http.Headers;

namespace Tarn.Jobs.Lineage.Events;

/// <summary>Posts events to a server's <c>/api/v1/lineage</c>, as OpenLineage's HTTP transport does.</summary>
internal sealed class HttpSink : ILineageSink
{
    private const string Endpoint = "api/v1/lineage";

    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client;
    private readonly Uri _url;

    public HttpSink(Uri url, string? apiKey)
    {
        _url = new Uri(new Uri(url.AbsoluteUri.TrimEnd('/') + "/"), Endpoint);
        _client = new HttpClient { Timeout = TimeMax };
        if (apiKey is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        }
    }

    public async Task<string?> SendAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            using ByteArrayContent body = new(content.ToArray());
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using HttpResponseMessage response = await _client.PostAsync(_url, body, cancellationToken);
            return response.IsSuccessStatusCode
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"{_url} answered {(int)response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            return $"{_url}: {exception.Message}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"{_url} did not answer within {TimeMax.TotalSeconds} seconds");
        }
    }

    public void Dispose() => _client.Dispose();
}
