using System.Net;

namespace Tarn.Common.Network;

/// <summary>
/// Sends requests, follows redirects itself so that each is checked as the first address was, and holds answers to
/// their limits.
/// </summary>
internal sealed class GuardedHandler(HttpMessageHandler inner, OutboundLimits limits, TimeProvider timeProvider)
    : DelegatingHandler(inner)
{
    // Headers that say nothing secret; all others stay with the host that they were meant for.
    private static readonly string[] PlainHeaders = ["Accept", "Accept-Encoding", "Accept-Language", "User-Agent"];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CancellationTokenSource deadline = new(limits.TimeMax, timeProvider);
        try
        {
            using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(
                cancellationToken, deadline.Token);
            HttpResponseMessage response = await FollowAsync(request, both.Token);
            await LimitAsync(response, request.RequestUri!, deadline, cancellationToken);
            return response;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested)
        {
            deadline.Dispose();
            throw OutboundErrors.TooSlow(request.RequestUri!, limits.TimeMax);
        }
        catch
        {
            deadline.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (int redirects = 0; ; redirects++)
        {
            RequireAllowed(request.RequestUri!);
            HttpResponseMessage response = await SendOnceAsync(request, cancellationToken);
            if (TargetOf(request.RequestUri!, response) is not { } target)
            {
                return response;
            }

            HttpStatusCode status = response.StatusCode;
            response.Dispose();
            if (redirects == limits.RedirectsMax)
            {
                throw OutboundErrors.Address(
                    request.RequestUri!, $"redirects once more after {limits.RedirectsMax} redirects");
            }

            Turn(request, target, status);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw exception.InnerException as TarnException
                ?? OutboundErrors.Failed(request.RequestUri!, exception);
        }
    }

    private static void RequireAllowed(Uri url)
    {
        if (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
        {
            throw OutboundErrors.Address(url, $"is of scheme '{url.Scheme}', expected http or https");
        }

        if (url.UserInfo.Length > 0)
        {
            throw OutboundErrors.Address(url, "was given with a user name, which belongs into a setting of its own");
        }
    }

    /// <summary>Where an answer sends the client; null when it does not.</summary>
    private static Uri? TargetOf(Uri url, HttpResponseMessage response) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location
            ? new Uri(url, location)
            : null;

    /// <summary>Makes the request one to another place, as RFC 9110, section 15.4, has it.</summary>
    private static void Turn(HttpRequestMessage request, Uri target, HttpStatusCode status)
    {
        Uri before = request.RequestUri!;
        if (before.Scheme == Uri.UriSchemeHttps && target.Scheme == Uri.UriSchemeHttp)
        {
            throw OutboundErrors.Address(before, "redirects from https to http");
        }

        bool keepsMethod = status is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            || request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        if (!keepsMethod)
        {
            request.Method = HttpMethod.Get;
            request.Content = null;
        }

        if (!IsSameServer(before, target))
        {
            if (request.Content is not null)
            {
                throw OutboundErrors.Address(before, "redirects what was sent to it to another host");
            }

            string[] dropped = [.. request.Headers
                .Select(header => header.Key)
                .Except(PlainHeaders, StringComparer.OrdinalIgnoreCase)];
            foreach (string header in dropped)
            {
                request.Headers.Remove(header);
            }
        }

        request.RequestUri = target;
    }

    private static bool IsSameServer(Uri one, Uri other) => Uri.Compare(
        one,
        other,
        UriComponents.SchemeAndServer,
        UriFormat.Unescaped,
        StringComparison.OrdinalIgnoreCase) == 0;

    private async Task LimitAsync(
        HttpResponseMessage response, Uri url, CancellationTokenSource deadline, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > limits.ResponseBytesMax)
        {
            response.Dispose();
            throw OutboundErrors.TooLarge(url, limits.ResponseBytesMax);
        }

        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        StreamContent limited = new(new LimitedBody(body, url, limits, deadline));
        foreach ((string name, IEnumerable<string> values) in response.Content.Headers.NonValidated
            .Select(header => (header.Key, (IEnumerable<string>)header.Value)))
        {
            limited.Headers.TryAddWithoutValidation(name, values);
        }

        response.Content = limited;
    }
}
