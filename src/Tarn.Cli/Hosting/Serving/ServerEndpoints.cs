using Tarn.Protocols.Admin.Commands;
using Tarn.Protocols.Aws;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>What a server answers requests with.</summary>
/// <param name="Aws">AWS's clients.</param>
/// <param name="Commands">Command lines of this machine; null takes none.</param>
internal sealed record ServerEndpoints(AwsEndpoint Aws, CommandEndpoint? Commands);
