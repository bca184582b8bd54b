using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Engine;
using Tarn.State;
using Tarn.Storage;
using Tarn.Streams.Stages;
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

    /// <summary>Has the tables that Parquet is written for.</summary>
    public required CatalogStore Catalog { get; init; }

    /// <summary>Runs transforms in SQL, and writes Parquet.</summary>
    public required DuckInstance Engine { get; init; }

    /// <summary>What transforms of streams may name, by name.</summary>
    public IReadOnlyDictionary<string, Func<StreamRecord, FunctionResult>> Functions { get; init; } =
        new Dictionary<string, Func<StreamRecord, FunctionResult>>();

    public LogSettings Logs { get; init; } = new();
}
