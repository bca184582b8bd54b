namespace Tarn.Protocols.Aws.Athena.Executions;

internal sealed record StartQueryExecutionRequest
{
    public required string QueryString { get; init; }

    public string? ClientRequestToken { get; init; }

    public QueryExecutionContext? QueryExecutionContext { get; init; }

    public ResultConfiguration? ResultConfiguration { get; init; }

    public string? WorkGroup { get; init; }

    public IReadOnlyList<string>? ExecutionParameters { get; init; }

    public ResultReuseConfiguration? ResultReuseConfiguration { get; init; }
}

internal sealed record StartQueryExecutionResponse(string QueryExecutionId);

/// <summary>Of operations that take the id of an execution and nothing else.</summary>
internal sealed record QueryExecutionRequest
{
    public required string QueryExecutionId { get; init; }
}

internal sealed record GetQueryExecutionResponse(QueryExecutionDetail QueryExecution);

internal sealed record BatchGetQueryExecutionRequest
{
    public required IReadOnlyList<string> QueryExecutionIds { get; init; }
}

internal sealed record BatchGetQueryExecutionResponse(
    IReadOnlyList<QueryExecutionDetail> QueryExecutions,
    IReadOnlyList<UnprocessedQueryExecutionId> UnprocessedQueryExecutionIds);

internal sealed record UnprocessedQueryExecutionId(string QueryExecutionId, string ErrorCode, string ErrorMessage);

internal sealed record ListQueryExecutionsRequest
{
    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }

    public string? WorkGroup { get; init; }
}

internal sealed record ListQueryExecutionsResponse(IReadOnlyList<string> QueryExecutionIds, string? NextToken);

internal sealed record QueryExecutionContext
{
    public string? Database { get; init; }

    public string? Catalog { get; init; }
}

internal sealed record ResultConfiguration
{
    public string? OutputLocation { get; init; }
}

internal sealed record ResultReuseConfiguration
{
    public ResultReuseByAgeConfiguration? ResultReuseByAgeConfiguration { get; init; }
}

internal sealed record ResultReuseByAgeConfiguration
{
    public required bool Enabled { get; init; }

    public int? MaxAgeInMinutes { get; init; }
}
