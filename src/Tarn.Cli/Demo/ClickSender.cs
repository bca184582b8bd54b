using System.Net;
using System.Net.Http.Headers;
using Tarn.Common;
using Tarn.Security;
using Tarn.Sources.Generation.Clickstream;

namespace Tarn.Cli.Demo;

/// <summary>Sends a web shop's events to a stream over HTTP, as the shop would.</summary>
internal sealed class ClickSender : IDisposable
{
    private const int TriesMax = 20;
    private const byte NewLine = (byte)'\n';

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _client = new();
    private readonly Uri _address;
    private readonly TimeProvider _timeProvider;
    private long _acknowledged;

    /// <param name="endpoint">Of the server.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="key">Of the lake.</param>
    /// <param name="timeProvider">Says how long to wait before another try.</param>
    public ClickSender(string endpoint, string stream, AccessKey key, TimeProvider timeProvider)
    {
        _address = new Uri($"{endpoint}/streams/{stream}");
        _timeProvider = timeProvider;
        _client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", $"{key.Id}:{key.Secret}");
    }

    /// <summary>Records that the server has said it has.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Sends the records of a batch; what the server cannot take now is sent again.</summary>
    /// <exception cref="TarnException"><c>TN9002</c>: it refuses them for good.</exception>
    public async Task SendAsync(ClickBatch batch, CancellationToken cancellationToken)
    {
        byte[] body = BodyOf(batch);
        for (int tries = 1; ; tries++)
        {
            using ByteArrayContent content = new(body);

            // Whatever they are: some are broken.
            content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
            using HttpResponseMessage response = await _client.PostAsync(_address, content, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                Interlocked.Add(ref _acknowledged, batch.Count);
                return;
            }

            bool isBusy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
            if (!isBusy || tries == TriesMax)
            {
                string answer = await response.Content.ReadAsStringAsync(cancellationToken);
                throw new TarnException(ErrorCodes.BadRecord, $"the server took no records: {answer.Trim()}");
            }

            await Task.Delay(Pause, _timeProvider, cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();

    private static byte[] BodyOf(ClickBatch batch)
    {
        byte[] body = new byte[batch.SizeBytes + batch.Count];
        int end = 0;
        for (int i = 0; i < batch.Count; i++)
        {
            batch[i].Span.CopyTo(body.AsSpan(end));
            end += batch[i].Length;
            body[end++] = NewLine;
        }

        return body;
    }
}
