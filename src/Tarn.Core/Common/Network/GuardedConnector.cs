using System.Net;
using System.Net.Sockets;

namespace Tarn.Common.Network;

/// <summary>
/// Connects to addresses that were checked themselves: a name is resolved once for each connection, so that it cannot
/// be one address when it is checked and another when it is connected to.
/// </summary>
internal sealed class GuardedConnector(OutboundRules rules, IHostResolver resolver)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="TarnException"><c>TN8005</c>: none of the host's addresses is allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        IReadOnlyList<IPAddress> addresses = IPAddress.TryParse(target.Host, out IPAddress? literal)
            ? [literal]
            : await resolver.ResolveAsync(target.Host, cancellationToken);
        Exception? failure = null;
        foreach (IPAddress address in addresses)
        {
            if (rules.RefusalOf(target.Host, address) is { } kind)
            {
                failure ??= OutboundErrors.Inside(target.Host, address.ToString(), kind);
                continue;
            }

            Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, target.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                failure = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }
}
