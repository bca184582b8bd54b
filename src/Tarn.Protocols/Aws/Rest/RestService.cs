using Tarn.Common;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Rest;

/// <summary>A service of paths and JSON; the scope of the signature says that a request is for it.</summary>
internal sealed record RestService
{
    /// <summary>As in the scope of signatures: <c>scheduler</c>.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<RestOperation> Operations { get; init; }

    /// <summary>ARNs of all that a request is about, each of which must be allowed.</summary>
    public required ResourceFinder FindResourcesAsync { get; init; }

    /// <summary>An error of the lake in the words of this service; null when it has none for it.</summary>
    public required Func<TarnException, AwsException?> Translate { get; init; }
}
