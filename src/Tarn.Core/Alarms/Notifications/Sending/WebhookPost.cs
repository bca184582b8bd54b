using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Tarn.Alarms.Notifications.Sending;

/// <summary>
/// POSTs of JSON. A signature is HMAC-SHA256 of time, dot and body with the secret, in the header
/// <c>Tarn-Signature: t=SECONDS,v1=HEX</c>.
/// </summary>
internal sealed class WebhookPost(HttpClient client, TimeProvider timeProvider) : IDisposable
{
    public const string SignatureHeader = "Tarn-Signature";
    public const string IdHeader = "Tarn-Notification-Id";

    public async Task<SendOutcome> SendAsync(
        Uri url, byte[] body, string? secret, string id, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(IdHeader, id);
        if (secret is not null)
        {
            request.Headers.Add(SignatureHeader, Sign(body, secret));
        }

        using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
        string reason = string.Create(CultureInfo.InvariantCulture, $"it answered {(int)response.StatusCode}");
        return response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => new SendOutcome.Sent(),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                new SendOutcome.Later(reason),
            _ => new SendOutcome.Refused(reason),
        };
    }

    public void Dispose() => client.Dispose();

    private string Sign(byte[] body, string secret)
    {
        string seconds = timeProvider.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes(seconds + "."), .. body];
        byte[] signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        return $"t={seconds},v1={Convert.ToHexStringLower(signature)}";
    }
}
