using System.Text.Json.Serialization;
using Tarn.Protocols.Aws.Athena.Catalogs;
using Tarn.Protocols.Aws.Athena.Executions;
using Tarn.Protocols.Aws.Athena.NamedQueries;
using Tarn.Protocols.Aws.Athena.PreparedStatements;
using Tarn.Protocols.Aws.Athena.WorkGroups;
using Tarn.Protocols.Aws.Json;

namespace Tarn.Protocols.Aws.Athena;

/// <summary>JSON of Athena's requests and answers.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(StartQueryExecutionRequest))]
[JsonSerializable(typeof(StartQueryExecutionResponse))]
[JsonSerializable(typeof(QueryExecutionRequest))]
[JsonSerializable(typeof(GetQueryExecutionResponse))]
[JsonSerializable(typeof(BatchGetQueryExecutionRequest))]
[JsonSerializable(typeof(BatchGetQueryExecutionResponse))]
[JsonSerializable(typeof(ListQueryExecutionsRequest))]
[JsonSerializable(typeof(ListQueryExecutionsResponse))]
[JsonSerializable(typeof(GetQueryResultsRequest))]
[JsonSerializable(typeof(GetQueryResultsResponse))]
[JsonSerializable(typeof(GetQueryRuntimeStatisticsResponse))]
[JsonSerializable(typeof(CreateWorkGroupRequest))]
[JsonSerializable(typeof(WorkGroupRequest))]
[JsonSerializable(typeof(GetWorkGroupResponse))]
[JsonSerializable(typeof(DeleteWorkGroupRequest))]
[JsonSerializable(typeof(UpdateWorkGroupRequest))]
[JsonSerializable(typeof(ListRequest))]
[JsonSerializable(typeof(ListWorkGroupsResponse))]
[JsonSerializable(typeof(ListEngineVersionsResponse))]
[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(UntagResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(CreateNamedQueryRequest))]
[JsonSerializable(typeof(CreateNamedQueryResponse))]
[JsonSerializable(typeof(NamedQueryRequest))]
[JsonSerializable(typeof(GetNamedQueryResponse))]
[JsonSerializable(typeof(BatchGetNamedQueryRequest))]
[JsonSerializable(typeof(BatchGetNamedQueryResponse))]
[JsonSerializable(typeof(ListNamedQueriesRequest))]
[JsonSerializable(typeof(ListNamedQueriesResponse))]
[JsonSerializable(typeof(UpdateNamedQueryRequest))]
[JsonSerializable(typeof(CreatePreparedStatementRequest))]
[JsonSerializable(typeof(UpdatePreparedStatementRequest))]
[JsonSerializable(typeof(PreparedStatementRequest))]
[JsonSerializable(typeof(GetPreparedStatementResponse))]
[JsonSerializable(typeof(BatchGetPreparedStatementRequest))]
[JsonSerializable(typeof(BatchGetPreparedStatementResponse))]
[JsonSerializable(typeof(ListPreparedStatementsRequest))]
[JsonSerializable(typeof(ListPreparedStatementsResponse))]
[JsonSerializable(typeof(GetDataCatalogRequest))]
[JsonSerializable(typeof(GetDataCatalogResponse))]
[JsonSerializable(typeof(ListDataCatalogsResponse))]
[JsonSerializable(typeof(ListDatabasesRequest))]
[JsonSerializable(typeof(ListDatabasesResponse))]
[JsonSerializable(typeof(GetDatabaseRequest))]
[JsonSerializable(typeof(GetDatabaseResponse))]
[JsonSerializable(typeof(ListTableMetadataRequest))]
[JsonSerializable(typeof(ListTableMetadataResponse))]
[JsonSerializable(typeof(GetTableMetadataRequest))]
[JsonSerializable(typeof(GetTableMetadataResponse))]
internal sealed partial class AthenaJson : JsonSerializerContext;
