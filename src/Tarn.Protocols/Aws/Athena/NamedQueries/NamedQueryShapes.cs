using Tarn.Queries.Executions;

namespace Tarn.Protocols.Aws.Athena.NamedQueries;

internal sealed record CreateNamedQueryRequest
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string Database { get; init; }

    public required string QueryString { get; init; }

    public string? ClientRequestToken { get; init; }

    public string? WorkGroup { get; init; }
}

internal sealed record CreateNamedQueryResponse(string NamedQueryId);

/// <summary>Of operations that take the id of a query and nothing else.</summary>
internal sealed record NamedQueryRequest
{
    public required string NamedQueryId { get; init; }
}

internal sealed record GetNamedQueryResponse(NamedQueryDetail NamedQuery);

internal sealed record BatchGetNamedQueryRequest
{
    public required IReadOnlyList<string> NamedQueryIds { get; init; }
}

internal sealed record BatchGetNamedQueryResponse(
    IReadOnlyList<NamedQueryDetail> NamedQueries, IReadOnlyList<UnprocessedNamedQueryId> UnprocessedNamedQueryIds);

internal sealed record UnprocessedNamedQueryId(string NamedQueryId, string ErrorCode, string ErrorMessage);

internal sealed record ListNamedQueriesRequest
{
    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }

    public string? WorkGroup { get; init; }
}

internal sealed record ListNamedQueriesResponse(IReadOnlyList<string> NamedQueryIds, string? NextToken);

internal sealed record UpdateNamedQueryRequest
{
    public required string NamedQueryId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string QueryString { get; init; }
}

internal sealed record NamedQueryDetail
{
    public required string NamedQueryId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string Database { get; init; }

    public required string QueryString { get; init; }

    public required string WorkGroup { get; init; }

    public static NamedQueryDetail Of(SavedQuery query) => new()
    {
        NamedQueryId = query.Id,
        Name = query.Name,
        Description = query.Description,
        Database = query.Database,
        QueryString = query.Sql,
        WorkGroup = query.WorkGroup,
    };
}
