using Tarn.Queries.Executions.Prepared;

namespace Tarn.Protocols.Aws.Athena.PreparedStatements;

internal sealed record CreatePreparedStatementRequest
{
    public required string StatementName { get; init; }

    public required string WorkGroup { get; init; }

    public required string QueryStatement { get; init; }

    public string? Description { get; init; }
}

internal sealed record UpdatePreparedStatementRequest
{
    public required string StatementName { get; init; }

    public required string WorkGroup { get; init; }

    public required string QueryStatement { get; init; }

    public string? Description { get; init; }
}

/// <summary>Of operations that take the name of a statement and nothing else.</summary>
internal sealed record PreparedStatementRequest
{
    public required string StatementName { get; init; }

    public required string WorkGroup { get; init; }
}

internal sealed record GetPreparedStatementResponse(PreparedStatementDetail PreparedStatement);

internal sealed record BatchGetPreparedStatementRequest
{
    public required IReadOnlyList<string> PreparedStatementNames { get; init; }

    public required string WorkGroup { get; init; }
}

internal sealed record BatchGetPreparedStatementResponse(
    IReadOnlyList<PreparedStatementDetail> PreparedStatements,
    IReadOnlyList<UnprocessedPreparedStatementName> UnprocessedPreparedStatementNames);

internal sealed record UnprocessedPreparedStatementName(string StatementName, string ErrorCode, string ErrorMessage);

internal sealed record ListPreparedStatementsRequest
{
    public required string WorkGroup { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record ListPreparedStatementsResponse(
    IReadOnlyList<PreparedStatementSummary> PreparedStatements, string? NextToken);

internal sealed record PreparedStatementSummary(string StatementName, DateTimeOffset LastModifiedTime);

internal sealed record PreparedStatementDetail
{
    public required string StatementName { get; init; }

    public required string QueryStatement { get; init; }

    public required string WorkGroupName { get; init; }

    public string? Description { get; init; }

    public DateTimeOffset LastModifiedTime { get; init; }

    public static PreparedStatementDetail Of(PreparedStatement statement) => new()
    {
        StatementName = statement.Name,
        QueryStatement = statement.Sql,
        WorkGroupName = statement.WorkGroup,
        Description = statement.Description,
        LastModifiedTime = statement.ChangedAt,
    };
}
