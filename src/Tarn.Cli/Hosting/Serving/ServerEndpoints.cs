using Tarn.Protocols.Admin.Commands;
using Tarn.Protocols.Aws;
using Tarn.Protocols.Flows;
using Tarn.Protocols.Streams;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>What a server answers requests with.</summary>
/// <param name="Aws">AWS's clients.</param>
/// <param name="Commands">Command lines of this machine; null takes none.</param>
internal sealed record ServerEndpoints(AwsEndpoint Aws, CommandEndpoint? Commands)
{
    /// <summary>Plain puts into delivery streams; null takes none.</summary>
    public StreamEndpoint? Streams { get; init; }

    /// <summary>Webhooks of triggers; null takes none.</summary>
    public HookEndpoint? Hooks { get; init; }
}
