using Tarn.Queries.Executions.Results;

namespace Tarn.Queries.Executions;

/// <summary>What came out of an execution.</summary>
public sealed record ExecutionOutcome
{
    /// <summary>Of the result; none when it has no rows to give.</summary>
    public IReadOnlyList<OutputColumn> Columns { get; init => field = value ?? []; } = [];

    /// <summary>Rows of the result, without its header.</summary>
    public long Rows { get; init; }

    /// <summary>Size of the result's object.</summary>
    public long Bytes { get; init; }

    /// <summary>Rows that were written to a table or to files; null when the statement writes none.</summary>
    public long? RowsChanged { get; init; }

    /// <summary>Bytes that were read from files; null when nobody counts them for such statements.</summary>
    public long? BytesScanned { get; init; }

    /// <summary>Until the statement ran.</summary>
    public double PlanSeconds { get; init; }

    /// <summary>From there to the last row, with writing the result.</summary>
    public double RunSeconds { get; init; }

    /// <summary>When the result was made that was given instead of running; null when it ran.</summary>
    public DateTimeOffset? ReusedFrom { get; init; }
}
