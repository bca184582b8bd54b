using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tarn.Common;

namespace Tarn.Sources.Http;

/// <summary>
/// Tokens of OAuth 2 that were asked for with the client's own credentials, each used until shortly before it ends
/// (RFC 6749, sections 4.4 and 5.1). Thread-safe.
/// </summary>
internal sealed class HttpTokens(TimeProvider timeProvider)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(5);

    private readonly Dictionary<HttpAuthorization.ClientCredentials, (string Token, DateTimeOffset End)> _known = [];
    private readonly Lock _lock = new();

    /// <param name="sendAsync">Sends the request for a token.</param>
    /// <exception cref="TarnException"><c>TN9202</c>: none is given.</exception>
    public async Task<string> GetAsync(
        HttpAuthorization.ClientCredentials credentials,
        Func<HttpRequestMessage, Task<HttpResponseMessage>> sendAsync,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        lock (_lock)
        {
            if (_known.TryGetValue(credentials, out (string Token, DateTimeOffset End) found) && found.End > now)
            {
                return found.Token;
            }
        }

        using HttpRequestMessage request = RequestOf(credentials);
        using HttpResponseMessage response = await sendAsync(request);
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        (string token, TimeSpan life) = response.IsSuccessStatusCode && Read(body) is { } read
            ? read
            : throw new TarnException(
                ErrorCodes.SourceRefused,
                $"{credentials.TokenUrl.GetLeftPart(UriPartial.Path)} gives no token: "
                + $"status {(int)response.StatusCode}");
        lock (_lock)
        {
            _known[credentials] = (token, now + (life > Margin ? life - Margin : TimeSpan.Zero));
        }

        return token;
    }

    /// <summary>A token that was refused is not used again.</summary>
    public void Forget(HttpAuthorization.ClientCredentials credentials)
    {
        lock (_lock)
        {
            _known.Remove(credentials);
        }
    }

    private static HttpRequestMessage RequestOf(HttpAuthorization.ClientCredentials credentials)
    {
        Dictionary<string, string> form = new() { ["grant_type"] = "client_credentials" };
        if (credentials.Scope is not null)
        {
            form["scope"] = credentials.Scope;
        }

        // Both are form-encoded before they become name and password (RFC 6749, section 2.3.1).
        string pair = $"{Uri.EscapeDataString(credentials.ClientId)}:{Uri.EscapeDataString(credentials.ClientSecret)}";
        return new HttpRequestMessage(HttpMethod.Post, credentials.TokenUrl)
        {
            Content = new FormUrlEncodedContent(form),
            Headers =
            {
                Authorization = new AuthenticationHeaderValue(
                    "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))),
            },
        };
    }

    private static (string Token, TimeSpan Life)? Read(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("access_token", out JsonElement token)
                || token.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            return (token.GetString()!, root.TryGetProperty("expires_in", out JsonElement life)
                && life.TryGetInt32(out int seconds) ? TimeSpan.FromSeconds(seconds) : UsualLife);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
