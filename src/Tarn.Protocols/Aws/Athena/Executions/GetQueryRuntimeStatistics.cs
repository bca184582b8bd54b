using Tarn.Queries.Executions;

namespace Tarn.Protocols.Aws.Athena.Executions;

/// <summary>Says what an execution took. Tarn keeps no tree of its stages, so it gives none.</summary>
internal static class GetQueryRuntimeStatistics
{
    public static async Task<GetQueryRuntimeStatisticsResponse> RunAsync(
        QueryExecutionRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        ExecutionRecord record = await GetQueryExecutions.FindAsync(
            request.QueryExecutionId, parts, cancellationToken);
        QueryExecutionStatistics taken = QueryExecutionStatistics.Of(record);
        return new GetQueryRuntimeStatisticsResponse(new RuntimeStatistics(
            new RuntimeTimeline
            {
                QueryQueueTimeInMillis = taken.QueryQueueTimeInMillis ?? 0,
                QueryPlanningTimeInMillis = taken.QueryPlanningTimeInMillis ?? 0,
                EngineExecutionTimeInMillis = taken.EngineExecutionTimeInMillis ?? 0,
                ServiceProcessingTimeInMillis = taken.ServiceProcessingTimeInMillis ?? 0,
                TotalExecutionTimeInMillis = taken.TotalExecutionTimeInMillis ?? 0,
            },
            new RuntimeRows
            {
                InputBytes = taken.DataScannedInBytes,
                OutputBytes = record.Outcome?.Bytes ?? 0,
                OutputRows = record.Outcome?.Rows ?? 0,
            }));
    }
}

internal sealed record GetQueryRuntimeStatisticsResponse(RuntimeStatistics QueryRuntimeStatistics);

internal sealed record RuntimeStatistics(RuntimeTimeline Timeline, RuntimeRows Rows);

internal sealed record RuntimeTimeline
{
    public required long QueryQueueTimeInMillis { get; init; }

    public required long QueryPlanningTimeInMillis { get; init; }

    public required long EngineExecutionTimeInMillis { get; init; }

    public required long ServiceProcessingTimeInMillis { get; init; }

    public required long TotalExecutionTimeInMillis { get; init; }
}

internal sealed record RuntimeRows
{
    public required long InputBytes { get; init; }

    public required long OutputBytes { get; init; }

    public required long OutputRows { get; init; }
}
