namespace Tarn.Common.Network;

/// <summary>
/// HTTP out of the lake, to addresses that users and other systems give: it reaches the public Internet, and of the
/// network that the lake is in only what the rules list. Each address is checked when it is connected to, also those
/// of redirects; only http and https, no proxies of the environment, no cookies.
/// </summary>
public sealed class OutboundGuard(OutboundRules rules, IHostResolver resolver, TimeProvider timeProvider)
{
    // A name that has moved is asked for again.
    private static readonly TimeSpan ConnectionAgeMax = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A client whose requests have the limits; the caller keeps it for as long as it sends, then disposes it. Its
    /// requests end with <see cref="TarnException"/>s: <c>TN8005</c> for an address that is refused, <c>TN8006</c> for
    /// no answer, one too late or one too large.
    /// </summary>
    public HttpClient CreateClient(OutboundLimits limits)
    {
        GuardedConnector connector = new(rules, resolver);
        SocketsHttpHandler sockets = new()
        {
            ConnectCallback = (context, cancellationToken) =>
                connector.ConnectAsync(context.DnsEndPoint, cancellationToken),
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = limits.Decompression,
            PooledConnectionLifetime = ConnectionAgeMax,
        };
        return new HttpClient(new GuardedHandler(sockets, limits, timeProvider))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }
}
