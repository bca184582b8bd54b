using Tarn.Common;
using Tarn.Engine;
using Tarn.Queries.Limits;
using Tarn.Queries.Reuse;
using Tarn.Queries.Statements;
using Tarn.State;
using Tarn.Storage;

namespace Tarn.Queries.Executions;

/// <summary>What executions work on.</summary>
public sealed record ExecutionParts
{
    /// <summary>Runs queries, in Athena's dialect and counting bytes.</summary>
    public required QueryRunner Queries { get; init; }

    /// <summary>Runs other statements within limits. Whoever has executions holds the lake's lock.</summary>
    public required Func<QueryLimits, StatementRunner> Statements { get; init; }

    public required ResultReuse Reuse { get; init; }

    public required DuckInstance Engine { get; init; }

    public required Buckets Buckets { get; init; }

    public required DocumentStore Documents { get; init; }

    /// <summary>Whose turn it is to change something: statements that do come one after another.</summary>
    public required ILakeTurns Turns { get; init; }

    /// <summary>Where results are made before a bucket takes them in; made when needed.</summary>
    public required string ScratchDirectory { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required IIdSource IdSource { get; init; }

    public ExecutionLimits Limits { get; init; } = new();
}
