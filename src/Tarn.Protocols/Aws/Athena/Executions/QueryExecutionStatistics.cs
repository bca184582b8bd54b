using Tarn.Queries.Executions;

namespace Tarn.Protocols.Aws.Athena.Executions;

/// <summary>What an execution took; times are in milliseconds.</summary>
internal sealed record QueryExecutionStatistics
{
    public long? EngineExecutionTimeInMillis { get; init; }

    public required long DataScannedInBytes { get; init; }

    public long? TotalExecutionTimeInMillis { get; init; }

    public long? QueryQueueTimeInMillis { get; init; }

    public long? QueryPlanningTimeInMillis { get; init; }

    public long? ServiceProcessingTimeInMillis { get; init; }

    public required ResultReuseInformation ResultReuseInformation { get; init; }

    public static QueryExecutionStatistics Of(ExecutionRecord record)
    {
        long? engine = Milliseconds((record.Outcome?.PlanSeconds + record.Outcome?.RunSeconds) * 1000);
        long? queue = Between(record.SubmittedAt, record.StartedAt ?? record.FinishedAt);
        long? total = Between(record.SubmittedAt, record.FinishedAt);
        return new QueryExecutionStatistics
        {
            EngineExecutionTimeInMillis = engine ?? Between(record.StartedAt, record.FinishedAt),
            DataScannedInBytes = record.Failure?.Reason == ExecutionFailure.Cutoff
                ? record.ScannedBytesMax!.Value
                : record.Outcome?.BytesScanned ?? 0,
            TotalExecutionTimeInMillis = total,
            QueryQueueTimeInMillis = queue,
            QueryPlanningTimeInMillis = Milliseconds(record.Outcome?.PlanSeconds * 1000),
            ServiceProcessingTimeInMillis = engine is null ? null : Math.Max(0, total - queue - engine ?? 0),
            ResultReuseInformation = new ResultReuseInformation(record.Outcome?.ReusedFrom is not null),
        };
    }

    public static long? Between(DateTimeOffset? from, DateTimeOffset? to) =>
        Milliseconds((to - from)?.TotalMilliseconds);

    private static long? Milliseconds(double? value) => value is double number ? (long)Math.Round(number) : null;
}

internal sealed record ResultReuseInformation(bool ReusedPreviousResult);
