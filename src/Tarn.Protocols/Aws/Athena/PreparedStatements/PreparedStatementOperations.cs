using Tarn.Common;
using Tarn.Protocols.Aws.Wire;
using Tarn.Queries.Executions.Prepared;
using Statements = Tarn.Queries.Executions.Prepared.PreparedStatements;

namespace Tarn.Protocols.Aws.Athena.PreparedStatements;

/// <summary>Prepares, shows, changes and removes statements of workgroups.</summary>
internal static class PreparedStatementOperations
{
    private const int BatchMax = 256;

    public static async Task<Nothing> CreateAsync(
        CreatePreparedStatementRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        PreparedStatement statement = new()
        {
            Name = request.StatementName,
            WorkGroup = request.WorkGroup,
            Sql = request.QueryStatement,
            Description = request.Description,
        };
        await WithErrorsOfAsync(
            request.QueryStatement, () => parts.Executions.Prepared.CreateAsync(statement, cancellationToken));
        return Nothing.Value;
    }

    public static async Task<GetPreparedStatementResponse> GetAsync(
        PreparedStatementRequest request, AthenaParts parts, CancellationToken cancellationToken) =>
        await parts.Executions.Prepared.FindAsync(request.WorkGroup, request.StatementName, cancellationToken)
            is { } found
            ? new GetPreparedStatementResponse(PreparedStatementDetail.Of(found))
            : throw Missing(request.StatementName, request.WorkGroup);

    public static async Task<BatchGetPreparedStatementResponse> GetBatchAsync(
        BatchGetPreparedStatementRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        if (request.PreparedStatementNames.Count > BatchMax)
        {
            throw AthenaErrors.Invalid($"PreparedStatementNames has more than {BatchMax} names");
        }

        List<PreparedStatementDetail> found = [];
        List<UnprocessedPreparedStatementName> unknown = [];
        foreach (string name in request.PreparedStatementNames)
        {
            if (await parts.Executions.Prepared.FindAsync(request.WorkGroup, name, cancellationToken) is { } one)
            {
                found.Add(PreparedStatementDetail.Of(one));
            }
            else
            {
                unknown.Add(new UnprocessedPreparedStatementName(
                    name, "STATEMENT_NOT_FOUND", Statements.Missing(name, request.WorkGroup)));
            }
        }

        return new BatchGetPreparedStatementResponse(found, unknown);
    }

    public static async Task<ListPreparedStatementsResponse> ListAsync(
        ListPreparedStatementsRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        (IReadOnlyList<PreparedStatement> page, string? next) = ListPage.After(
            await parts.Executions.Prepared.ListAsync(request.WorkGroup, cancellationToken),
            statement => statement.Name,
            request.NextToken,
            PageSize.Of(request.MaxResults, PageSize.ListMax));
        return new ListPreparedStatementsResponse(
            [.. page.Select(statement => new PreparedStatementSummary(statement.Name, statement.ChangedAt))], next);
    }

    public static async Task<Nothing> UpdateAsync(
        UpdatePreparedStatementRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        bool isThere = false;
        await WithErrorsOfAsync(request.QueryStatement, async () =>
            isThere = await parts.Executions.Prepared.UpdateAsync(
                request.WorkGroup,
                request.StatementName,
                request.QueryStatement,
                request.Description,
                cancellationToken));
        return isThere ? Nothing.Value : throw Missing(request.StatementName, request.WorkGroup);
    }

    public static async Task<Nothing> DeleteAsync(
        PreparedStatementRequest request, AthenaParts parts, CancellationToken cancellationToken) =>
        await parts.Executions.Prepared.DeleteAsync(request.WorkGroup, request.StatementName, cancellationToken)
            ? Nothing.Value
            : throw Missing(request.StatementName, request.WorkGroup);

    /// <summary>Errors of the statement are worded as those of a statement that is run.</summary>
    private static async Task WithErrorsOfAsync(string sql, Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (TarnException exception) when (AthenaErrors.IsOfStatement(exception))
        {
            throw AthenaErrors.OfStatement(exception, sql);
        }
    }

    private static AwsException Missing(string name, string workGroup) =>
        new("ResourceNotFoundException", Statements.Missing(name, workGroup));
}
