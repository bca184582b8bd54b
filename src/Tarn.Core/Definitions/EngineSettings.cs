using Tarn.Engine.Dialect;
using Tarn.Queries.Isolation;
using Tarn.Queries.Limits;

namespace Tarn.Definitions;

/// <summary>The <c>engine:</c> block of lake.yaml.</summary>
public sealed record EngineSettings
{
    /// <summary>Memory the engine may use before it spills to scratch; null leaves 80 % of the machine's.</summary>
    public long? MemoryBytesMax { get; init; }

    /// <summary>Threads; null means one per core.</summary>
    public int? Threads { get; init; }

    /// <summary>Disk that spilling may use; null leaves 90 % of what is free.</summary>
    public long? ScratchBytesMax { get; init; }

    /// <summary>What models, queries and views are written in; null leaves each its own default.</summary>
    public SqlDialect? Dialect { get; init; }

    /// <summary>What one query may take.</summary>
    public QueryLimits Limits { get; init; } = new();

    /// <summary>Where queries are run.</summary>
    public StatementIsolation Isolation { get; init; }

    /// <summary>Worker processes at the same time; null is one per core, four at most.</summary>
    public int? Workers { get; init; }

    /// <summary>What reading costs.</summary>
    public QueryPrice Price { get; init; } = new();

    /// <summary>
    /// How old a stored result may be that is given instead of running the same query; null runs each.
    /// </summary>
    public TimeSpan? ReuseAgeMax { get; init; }

    /// <summary>What queries, and views of the catalog, are written in.</summary>
    public SqlDialect QueryDialect => Dialect ?? SqlDialect.Athena;

    /// <summary>What models are written in that do not say it: they are to run on other engines too.</summary>
    public SqlDialect ModelDialect => Dialect ?? SqlDialect.DuckDb;
}
