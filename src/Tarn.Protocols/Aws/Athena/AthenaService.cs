using System.Text.Json.Serialization.Metadata;
using Tarn.Protocols.Aws.Athena.Catalogs;
using Tarn.Protocols.Aws.Athena.Executions;
using Tarn.Protocols.Aws.Athena.NamedQueries;
using Tarn.Protocols.Aws.Athena.PreparedStatements;
using Tarn.Protocols.Aws.Athena.WorkGroups;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Athena;

/// <summary>Athena: its operations by name.</summary>
internal sealed class AthenaService
{
    private static readonly AthenaJson Json = AthenaJson.Default;

    private readonly AthenaParts _parts;
    private readonly Dictionary<string, JsonOperation> _operations = new(StringComparer.Ordinal);

    private AthenaService(AthenaParts parts)
    {
        _parts = parts;
        AddExecutions();
        AddWorkGroups();
        AddNamedQueries();
        AddPreparedStatements();
        AddCatalogs();
    }

    private delegate Task<TResponse> Operation<TRequest, TResponse>(
        TRequest request, AthenaParts parts, CancellationToken cancellationToken);

    public static JsonService Create(AthenaParts parts) => new()
    {
        Name = "athena",
        TargetPrefix = "AmazonAthena",
        Operations = new AthenaService(parts)._operations,
        Translate = AthenaErrors.Of,
        FindResourcesAsync = new AthenaResources(parts.Executions).FindAsync,
    };

    private void AddExecutions()
    {
        Add(
            "StartQueryExecution",
            Json.StartQueryExecutionRequest,
            Json.StartQueryExecutionResponse,
            StartQueryExecution.RunAsync,
            new() { Ignored = "settings of encryption and ACL in `ResultConfiguration`" });
        Add(
            "GetQueryExecution",
            Json.QueryExecutionRequest,
            Json.GetQueryExecutionResponse,
            GetQueryExecutions.GetAsync);
        Add(
            "BatchGetQueryExecution",
            Json.BatchGetQueryExecutionRequest,
            Json.BatchGetQueryExecutionResponse,
            GetQueryExecutions.GetBatchAsync);
        Add(
            "ListQueryExecutions",
            Json.ListQueryExecutionsRequest,
            Json.ListQueryExecutionsResponse,
            GetQueryExecutions.ListAsync);
        Add("StopQueryExecution", Json.QueryExecutionRequest, Json.Nothing, GetQueryExecutions.StopAsync);
        Add(
            "GetQueryResults",
            Json.GetQueryResultsRequest,
            Json.GetQueryResultsResponse,
            GetQueryResults.RunAsync,
            new() { Ignored = "`QueryResultType`" });
        Add(
            "GetQueryRuntimeStatistics",
            Json.QueryExecutionRequest,
            Json.GetQueryRuntimeStatisticsResponse,
            GetQueryRuntimeStatistics.RunAsync,
            new() { Text = "timeline, bytes and rows; no stages" });
    }

    private void AddWorkGroups()
    {
        OperationNote settings = new()
        {
            Text = "enforced location, bytes cut-off, state; flags of metrics and of requester pays are kept and shown",
            Ignored = "settings of encryption",
        };
        Add("CreateWorkGroup", Json.CreateWorkGroupRequest, Json.Nothing, WorkGroupOperations.CreateAsync, settings);
        Add("GetWorkGroup", Json.WorkGroupRequest, Json.GetWorkGroupResponse, WorkGroupOperations.GetAsync);
        Add("ListWorkGroups", Json.ListRequest, Json.ListWorkGroupsResponse, WorkGroupOperations.ListAsync);
        Add("UpdateWorkGroup", Json.UpdateWorkGroupRequest, Json.Nothing, WorkGroupOperations.UpdateAsync, settings);
        Add("DeleteWorkGroup", Json.DeleteWorkGroupRequest, Json.Nothing, WorkGroupOperations.DeleteAsync);
        Add(
            "ListEngineVersions",
            Json.ListRequest,
            Json.ListEngineVersionsResponse,
            WorkGroupOperations.ListEngineVersionsAsync,
            new() { Text = "AUTO and version 3" });
        OperationNote tags = new() { Text = "of workgroups" };
        Add("TagResource", Json.TagResourceRequest, Json.Nothing, WorkGroupTags.AddAsync, tags);
        Add("UntagResource", Json.UntagResourceRequest, Json.Nothing, WorkGroupTags.RemoveAsync, tags);
        Add(
            "ListTagsForResource",
            Json.ListTagsForResourceRequest,
            Json.ListTagsForResourceResponse,
            WorkGroupTags.ListAsync,
            tags);
    }

    private void AddNamedQueries()
    {
        OperationNote changes = new() { Text = "those of the lake's `queries/` are changed only there" };
        Add(
            "CreateNamedQuery",
            Json.CreateNamedQueryRequest,
            Json.CreateNamedQueryResponse,
            NamedQueryOperations.CreateAsync);
        Add("GetNamedQuery", Json.NamedQueryRequest, Json.GetNamedQueryResponse, NamedQueryOperations.GetAsync);
        Add(
            "BatchGetNamedQuery",
            Json.BatchGetNamedQueryRequest,
            Json.BatchGetNamedQueryResponse,
            NamedQueryOperations.GetBatchAsync);
        Add(
            "ListNamedQueries",
            Json.ListNamedQueriesRequest,
            Json.ListNamedQueriesResponse,
            NamedQueryOperations.ListAsync);
        Add(
            "UpdateNamedQuery",
            Json.UpdateNamedQueryRequest,
            Json.Nothing,
            NamedQueryOperations.UpdateAsync,
            changes);
        Add("DeleteNamedQuery", Json.NamedQueryRequest, Json.Nothing, NamedQueryOperations.DeleteAsync, changes);
    }

    private void AddPreparedStatements()
    {
        Add(
            "CreatePreparedStatement",
            Json.CreatePreparedStatementRequest,
            Json.Nothing,
            PreparedStatementOperations.CreateAsync,
            new() { Text = "a statement that cannot be read is refused here" });
        Add(
            "GetPreparedStatement",
            Json.PreparedStatementRequest,
            Json.GetPreparedStatementResponse,
            PreparedStatementOperations.GetAsync);
        Add(
            "BatchGetPreparedStatement",
            Json.BatchGetPreparedStatementRequest,
            Json.BatchGetPreparedStatementResponse,
            PreparedStatementOperations.GetBatchAsync);
        Add(
            "ListPreparedStatements",
            Json.ListPreparedStatementsRequest,
            Json.ListPreparedStatementsResponse,
            PreparedStatementOperations.ListAsync);
        Add(
            "UpdatePreparedStatement",
            Json.UpdatePreparedStatementRequest,
            Json.Nothing,
            PreparedStatementOperations.UpdateAsync);
        Add(
            "DeletePreparedStatement",
            Json.PreparedStatementRequest,
            Json.Nothing,
            PreparedStatementOperations.DeleteAsync);
    }

    private void AddCatalogs()
    {
        OperationNote one = new() { Text = "the one there is, `AwsDataCatalog`" };
        Add("GetDataCatalog", Json.GetDataCatalogRequest, Json.GetDataCatalogResponse, DataCatalogs.GetAsync, one);
        Add("ListDataCatalogs", Json.ListRequest, Json.ListDataCatalogsResponse, DataCatalogs.ListAsync, one);
        Add(
            "ListDatabases",
            Json.ListDatabasesRequest,
            Json.ListDatabasesResponse,
            CatalogOperations.ListDatabasesAsync);
        Add("GetDatabase", Json.GetDatabaseRequest, Json.GetDatabaseResponse, CatalogOperations.GetDatabaseAsync);
        Add(
            "ListTableMetadata",
            Json.ListTableMetadataRequest,
            Json.ListTableMetadataResponse,
            CatalogOperations.ListTablesAsync);
        Add(
            "GetTableMetadata",
            Json.GetTableMetadataRequest,
            Json.GetTableMetadataResponse,
            CatalogOperations.GetTableAsync);
    }

    private void Add<TRequest, TResponse>(
        string name,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TResponse> responseType,
        Operation<TRequest, TResponse> operation,
        OperationNote? note = null)
        where TRequest : class =>
        _operations[name] = JsonOperation.Of(
            requestType, responseType, (request, _, token) => operation(request, _parts, token), note);
}
