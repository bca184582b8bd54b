using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>Where and how a lake is served.</summary>
internal sealed record ServerOptions
{
    public const int DefaultPort = 4577;

    /// <summary>The interface to listen on; loopback unless said otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>With its key; null serves without encryption.</summary>
    public X509Certificate2? Certificate { get; init; }
}
