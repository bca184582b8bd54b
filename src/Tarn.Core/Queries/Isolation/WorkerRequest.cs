using Tarn.Engine.Dialect;
using Tarn.Queries.Limits;
using Tarn.Tables;

namespace Tarn.Queries.Isolation;

/// <summary>One statement for a worker, as one line of JSON on its standard input.</summary>
internal sealed record WorkerRequest
{
    public required WorkerTask Task { get; init; }

    public required string Sql { get; init; }

    public required SqlDialect Dialect { get; init; }

    public required IReadOnlyDictionary<string, ParameterText> Parameters { get; init; }

    public required QueryLimits Limits { get; init; }

    /// <summary>Whether to count the bytes that are read.</summary>
    public required bool IsMeasuring { get; init; }

    /// <summary>Where the rows are to be written; the directory is there.</summary>
    public required string ResultPath { get; init; }

    /// <summary>As-of version; null when there is none or it is a moment.</summary>
    public long? Version { get; init; }

    /// <summary>As-of moment; null when there is none or it is a version.</summary>
    public DateTimeOffset? Moment { get; init; }

    public AsOf? AsOf() => (Version, Moment) switch
    {
        (long version, _) => new AsOf.Version(version),
        (_, DateTimeOffset moment) => new AsOf.Moment(moment),
        _ => null,
    };
}
