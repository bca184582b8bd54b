using Tarn.Common;
using Tarn.State;
using Tarn.Storage;
using Tarn.Streams.WriteAhead;

namespace Tarn.Streams;

/// <summary>What the streams of a lake work with.</summary>
public sealed record StreamsParts
{
    public required Buckets Buckets { get; init; }

    public required DocumentStore Documents { get; init; }

    /// <summary>The lake's <c>.tarn</c>.</summary>
    public required string StateDirectory { get; init; }

    public required IIdSource IdSource { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Told of each try to deliver that failed: the stream and why.</summary>
    public required Action<string, Exception> Failed { get; init; }

    public LogSettings Logs { get; init; } = new();
}
