using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tarn.Common;

namespace Tarn.Sources.Http;

/// <summary>Asks a service, again when it may answer later.</summary>
/// <param name="client">Of the guard: it refuses what must not be reached, and answers that are too large.</param>
internal sealed class HttpFetcher(
    HttpClient client, HttpSettings settings, HttpTokens tokens, TimeProvider timeProvider)
{
    private static readonly TimeSpan DelayMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AskedDelayMax = TimeSpan.FromMinutes(10);

    /// <summary>How often something was tried again.</summary>
    public int Retries { get; private set; }

    /// <param name="url">Of the service.</param>
    /// <param name="prepare">Adds headers to the request.</param>
    /// <returns>An answer of status 2xx or 304; whoever asked disposes it.</returns>
    /// <exception cref="TarnException">
    /// <c>TN9201</c>: it does not answer; <c>TN9202</c>: it refuses; <c>TN9203</c>: it fails; <c>TN9204</c>: there is
    /// no such thing; <c>TN8005</c>, <c>TN8006</c>: as the guard says.
    /// </exception>
    public async Task<HttpResponseMessage> GetAsync(
        Uri url, Action<HttpRequestMessage> prepare, CancellationToken cancellationToken)
    {
        bool isTokenNew = false;
        for (int attempt = 0; ; attempt++)
        {
            TimeSpan? asked;
            try
            {
                HttpResponseMessage response = await SendAsync(url, prepare, cancellationToken);
                if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotModified)
                {
                    return response;
                }

                using (response)
                {
                    if (response.StatusCode == HttpStatusCode.Unauthorized && !isTokenNew
                        && settings.Authorization is HttpAuthorization.ClientCredentials credentials)
                    {
                        tokens.Forget(credentials);
                        isTokenNew = true;
                        continue;
                    }

                    if (!MayRecover(response.StatusCode) || attempt >= settings.RetriesMax)
                    {
                        throw Refused(url, response.StatusCode);
                    }

                    asked = AskedDelay(response.Headers.RetryAfter);
                }
            }
            catch (TarnException exception) when (exception.IsTransient && attempt < settings.RetriesMax
                && exception.Code == ErrorCodes.OutboundFailed)
            {
                asked = null;
            }

            Retries++;
            await Task.Delay(asked ?? DelayOf(attempt), timeProvider, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        Uri url, Action<HttpRequestMessage> prepare, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        foreach ((string name, string value) in settings.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        prepare(request);
        switch (settings.Authorization)
        {
            case HttpAuthorization.Header header:
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
                break;
            case HttpAuthorization.Basic basic:
                string pair = $"{basic.User}:{basic.Password}";
                request.Headers.Authorization = new AuthenticationHeaderValue(
                    "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
                break;
            case HttpAuthorization.ClientCredentials credentials:
                string token = await tokens.GetAsync(
                    credentials, asked => client.SendAsync(asked, cancellationToken), cancellationToken);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                break;
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static bool MayRecover(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private TimeSpan? AskedDelay(RetryConditionHeaderValue? asked)
    {
        TimeSpan? delay = asked?.Delta ?? (asked?.Date - timeProvider.GetUtcNow());
        return delay is not { } wait ? null
            : wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait < AskedDelayMax ? wait : AskedDelayMax;
    }

    private TimeSpan DelayOf(int attempt)
    {
        TimeSpan delay = settings.RetryDelay * Math.Pow(2, Math.Min(attempt, 16));
        return delay < DelayMax ? delay : DelayMax;
    }

    private static TarnException Refused(Uri url, HttpStatusCode status)
    {
        string code = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired =>
                ErrorCodes.SourceRefused,
            HttpStatusCode.NotFound or HttpStatusCode.Gone => ErrorCodes.SourceUnfit,
            _ when MayRecover(status) => ErrorCodes.SourceUnreachable,
            _ => ErrorCodes.SourceFailed,
        };
        return new TarnException(code, $"{url.GetLeftPart(UriPartial.Path)} answered with status {(int)status}")
        {
            IsTransient = MayRecover(status),
        };
    }
}
