using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tarn.Protocols.Pacing;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>The HTTP server of one lake: AWS's protocols, command lines, health and metrics on one port.</summary>
internal sealed class LakeServer : IAsyncDisposable
{
    private const int ResponseBufferBytesMax = 32 * 1024;

    private static readonly TimeSpan DrainTimeMax = TimeSpan.FromSeconds(8);

    private readonly WebApplication _application;

    private LakeServer(WebApplication application, string endpoint)
    {
        _application = application;
        Endpoint = endpoint;
    }

    /// <summary>As <c>http://127.0.0.1:4577</c>.</summary>
    public string Endpoint { get; }

    /// <summary>Listens; the lake is the caller's, and outlives the server.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="endpoints">Answer requests.</param>
    /// <param name="metrics">Counts them.</param>
    /// <param name="timeProvider">Judges how slow clients are.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LakeServer> StartAsync(
        ServerOptions options,
        ServerEndpoints endpoints,
        ServerMetrics metrics,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        if (options.Certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTimeMax);
        WebApplication application = builder.Build();
        application.UseWebSockets();
        PaceRules paces = new(timeProvider);
        application.Run(context => ServerRequests.HandleAsync(context, endpoints, metrics, paces));
        await application.StartAsync(cancellationToken);
        return new LakeServer(application, EndpointOf(application, options));
    }

    /// <summary>Takes no more requests, lets those that run come to their end, and leaves.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _application.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;

        // Objects have 5 GiB; every service checks what it takes.
        kestrel.Limits.MaxRequestBodySize = null;
        // Who sends or reads next to nothing is not waited for; bodies have PaceRules.
        kestrel.Limits.RequestHeadersTimeout = PaceRules.TimeMin;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = new MinDataRate(PaceRules.BytesPerSecondMin, PaceRules.TimeMin);
        kestrel.Limits.MaxResponseBufferSize = ResponseBufferBytesMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
        kestrel.Limits.MaxRequestLineSize = 32 * 1024;
        kestrel.Listen(options.Address, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (options.Certificate is { } certificate)
            {
                listen.UseHttps(certificate);
            }
        });
    }

    private static string EndpointOf(WebApplication application, ServerOptions options)
    {
        string bound = application.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.First();
        int port = new Uri(bound).Port;
        string scheme = options.Certificate is null ? "http" : "https";
        IPAddress address = options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any)
            ? IPAddress.Loopback
            : options.Address;
        return $"{scheme}://{new IPEndPoint(address, port)}";
    }
}
