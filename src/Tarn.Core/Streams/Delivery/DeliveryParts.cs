using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Streams.Delivery;

/// <summary>What delivery works with.</summary>
internal sealed record DeliveryParts
{
    public required Buckets Buckets { get; init; }

    public required DeliveryStates States { get; init; }

    /// <summary>For files while objects are made; what a dead process left there is removed.</summary>
    public required string ScratchDirectory { get; init; }

    /// <summary>What is done to the records of a batch, in order.</summary>
    public required Func<DeliveryPlan, IReadOnlyList<IRecordStage>> Stages { get; init; }

    public required IIdSource IdSource { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Told of each try to deliver that failed: the stream and why.</summary>
    public required Action<string, Exception> Failed { get; init; }
}
