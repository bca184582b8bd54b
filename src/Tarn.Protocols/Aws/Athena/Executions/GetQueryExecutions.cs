using Tarn.Queries.Executions;

namespace Tarn.Protocols.Aws.Athena.Executions;

/// <summary>Shows, lists and stops executions.</summary>
internal static class GetQueryExecutions
{
    private const int BatchMax = 50;

    public static async Task<GetQueryExecutionResponse> GetAsync(
        QueryExecutionRequest request, AthenaParts parts, CancellationToken cancellationToken) =>
        new(QueryExecutionDetail.Of(await FindAsync(request.QueryExecutionId, parts, cancellationToken)));

    public static async Task<BatchGetQueryExecutionResponse> GetBatchAsync(
        BatchGetQueryExecutionRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        if (request.QueryExecutionIds.Count is 0 or > BatchMax)
        {
            throw AthenaErrors.Invalid(
                $"QueryExecutionIds has {request.QueryExecutionIds.Count} ids, expected 1 to {BatchMax}");
        }

        List<QueryExecutionDetail> found = [];
        List<UnprocessedQueryExecutionId> unknown = [];
        foreach (string id in request.QueryExecutionIds)
        {
            if (await parts.Executions.FindAsync(id, cancellationToken) is { } record)
            {
                found.Add(QueryExecutionDetail.Of(record));
            }
            else
            {
                unknown.Add(new UnprocessedQueryExecutionId(
                    id, "QUERY_EXECUTION_NOT_FOUND", $"QueryExecution {id} was not found"));
            }
        }

        return new BatchGetQueryExecutionResponse(found, unknown);
    }

    public static async Task<ListQueryExecutionsResponse> ListAsync(
        ListQueryExecutionsRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        string group = request.WorkGroup ?? Queries.Executions.WorkGroups.WorkGroup.Primary;
        await parts.Executions.WorkGroups.GetAsync(group, cancellationToken);
        (IReadOnlyList<string> ids, string? next) = parts.Executions.List(
            group, request.NextToken, PageSize.Of(request.MaxResults, PageSize.ListMax));
        return new ListQueryExecutionsResponse(ids, next);
    }

    public static async Task<Nothing> StopAsync(
        QueryExecutionRequest request, AthenaParts parts, CancellationToken cancellationToken) =>
        await parts.Executions.StopAsync(request.QueryExecutionId, cancellationToken)
            ? Nothing.Value
            : throw AthenaErrors.NoExecution(request.QueryExecutionId);

    /// <exception cref="Wire.AwsException">There is none.</exception>
    public static async Task<ExecutionRecord> FindAsync(
        string id, AthenaParts parts, CancellationToken cancellationToken) =>
        await parts.Executions.FindAsync(id, cancellationToken) ?? throw AthenaErrors.NoExecution(id);
}
