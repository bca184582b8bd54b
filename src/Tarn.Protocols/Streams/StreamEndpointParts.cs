using Tarn.Common;
using Tarn.Security;
using Tarn.State;
using Tarn.Streams;

namespace Tarn.Protocols.Streams;

/// <summary>What puts by plain HTTP work with.</summary>
public sealed record StreamEndpointParts
{
    public required IStreamPuts Puts { get; init; }

    /// <summary>Streams that files define, which say who may put into them.</summary>
    public required IReadOnlyList<StreamDefinition> Definitions { get; init; }

    /// <summary>Those of the lake.</summary>
    public required AccessKeys Keys { get; init; }

    /// <summary>Has the policies of the keys' users.</summary>
    public required DocumentStore Documents { get; init; }

    public required IIdSource IdSource { get; init; }

    public required TimeProvider TimeProvider { get; init; }
}
