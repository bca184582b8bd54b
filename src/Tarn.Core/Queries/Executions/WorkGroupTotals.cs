using Tarn.Queries.Limits;

namespace Tarn.Queries.Executions;

/// <summary>What the executions of a workgroup took, all together.</summary>
public sealed record WorkGroupTotals
{
    public required string WorkGroup { get; init; }

    public long Succeeded { get; init; }

    public long Failed { get; init; }

    public long Cancelled { get; init; }

    /// <summary>Read from files by those that succeeded.</summary>
    public long BytesScanned { get; init; }

    /// <summary>What reading them costs, each query with its minimum.</summary>
    public decimal Dollars { get; init; }

    /// <summary>Waiting for their turn.</summary>
    public TimeSpan QueuedTime { get; init; }

    /// <summary>From their turn to their end.</summary>
    public TimeSpan RunTime { get; init; }

    internal WorkGroupTotals With(ExecutionRecord finished, QueryPrice price)
    {
        long bytes = finished.Outcome?.BytesScanned ?? 0;
        DateTimeOffset startedAt = finished.StartedAt ?? finished.SubmittedAt;
        return this with
        {
            Succeeded = Succeeded + (finished.State == ExecutionState.Succeeded ? 1 : 0),
            Failed = Failed + (finished.State == ExecutionState.Failed ? 1 : 0),
            Cancelled = Cancelled + (finished.State == ExecutionState.Cancelled ? 1 : 0),
            BytesScanned = BytesScanned + bytes,
            Dollars = Dollars + price.DollarsOf(bytes),
            QueuedTime = QueuedTime + (startedAt - finished.SubmittedAt),
            RunTime = RunTime + ((finished.FinishedAt ?? startedAt) - startedAt),
        };
    }
}
