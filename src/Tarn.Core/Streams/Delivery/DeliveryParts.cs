using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>What delivery works with.</summary>
internal sealed record DeliveryParts
{
    public required Buckets Buckets { get; init; }

    public required DeliveryStates States { get; init; }

    /// <summary>For files while objects are made; what a dead process left there is removed.</summary>
    public required string ScratchDirectory { get; init; }

    /// <summary>Has the tables that Parquet is written for.</summary>
    public required CatalogStore Catalog { get; init; }

    /// <summary>Writes Parquet.</summary>
    public required DuckInstance Engine { get; init; }

    /// <summary>What is done to records on the way.</summary>
    public required RecordStages Stages { get; init; }

    public required IIdSource IdSource { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Told of each try to deliver that failed: the stream and why.</summary>
    public required Action<string, Exception> Failed { get; init; }
}
