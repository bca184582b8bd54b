using Tarn.Protocols.Aws.Wire;
using Tarn.Queries.Executions;
using Tarn.Queries.Executions.WorkGroups;

namespace Tarn.Protocols.Aws.Athena.NamedQueries;

/// <summary>Saves, shows, changes and removes queries.</summary>
internal static class NamedQueryOperations
{
    public static async Task<CreateNamedQueryResponse> CreateAsync(
        CreateNamedQueryRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        WorkGroup group = await parts.Executions.WorkGroups.GetAsync(
            request.WorkGroup ?? WorkGroup.Primary, cancellationToken);
        SavedQuery query = new()
        {
            Id = "",
            Name = request.Name,
            Description = request.Description,
            Database = request.Database,
            Sql = request.QueryString,
            WorkGroup = group.Name,
        };
        return new CreateNamedQueryResponse(
            await parts.SavedQueries.CreateAsync(query, request.ClientRequestToken, cancellationToken));
    }

    public static async Task<GetNamedQueryResponse> GetAsync(
        NamedQueryRequest request, AthenaParts parts, CancellationToken cancellationToken) =>
        await parts.SavedQueries.FindAsync(request.NamedQueryId, cancellationToken) is { } query
            ? new GetNamedQueryResponse(NamedQueryDetail.Of(query))
            : throw AthenaErrors.Invalid($"NamedQuery {request.NamedQueryId} does not exist");

    public static async Task<BatchGetNamedQueryResponse> GetBatchAsync(
        BatchGetNamedQueryRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        List<NamedQueryDetail> found = [];
        List<UnprocessedNamedQueryId> unknown = [];
        foreach (string id in request.NamedQueryIds)
        {
            if (await parts.SavedQueries.FindAsync(id, cancellationToken) is { } query)
            {
                found.Add(NamedQueryDetail.Of(query));
            }
            else
            {
                unknown.Add(new UnprocessedNamedQueryId(
                    id, AthenaErrors.InvalidInput, $"NamedQuery {id} does not exist"));
            }
        }

        return new BatchGetNamedQueryResponse(found, unknown);
    }

    public static async Task<ListNamedQueriesResponse> ListAsync(
        ListNamedQueriesRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        WorkGroup group = await parts.Executions.WorkGroups.GetAsync(
            request.WorkGroup ?? WorkGroup.Primary, cancellationToken);
        (IReadOnlyList<SavedQuery> page, string? next) = ListPage.After(
            await parts.SavedQueries.ListAsync(group.Name, cancellationToken),
            query => query.Id,
            request.NextToken,
            PageSize.Of(request.MaxResults, PageSize.ListMax));
        return new ListNamedQueriesResponse([.. page.Select(query => query.Id)], next);
    }

    public static async Task<Nothing> UpdateAsync(
        UpdateNamedQueryRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        await parts.SavedQueries.UpdateAsync(
            request.NamedQueryId,
            query => query with
            {
                Name = request.Name,
                Description = request.Description ?? query.Description,
                Sql = request.QueryString,
            },
            cancellationToken);
        return Nothing.Value;
    }

    public static async Task<Nothing> DeleteAsync(
        NamedQueryRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        await parts.SavedQueries.DeleteAsync(request.NamedQueryId, cancellationToken);
        return Nothing.Value;
    }
}
