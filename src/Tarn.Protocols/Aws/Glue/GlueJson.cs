using System.Text.Json.Serialization;
using Tarn.Protocols.Aws.Glue.Databases;
using Tarn.Protocols.Aws.Glue.Partitions;
using Tarn.Protocols.Aws.Glue.Tables;
using Tarn.Protocols.Aws.Json;

namespace Tarn.Protocols.Aws.Glue;

/// <summary>JSON of Glue's requests and answers.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(Empty))]
[JsonSerializable(typeof(CreateDatabaseRequest))]
[JsonSerializable(typeof(GetDatabaseRequest))]
[JsonSerializable(typeof(GetDatabaseResponse))]
[JsonSerializable(typeof(GetDatabasesRequest))]
[JsonSerializable(typeof(GetDatabasesResponse))]
[JsonSerializable(typeof(UpdateDatabaseRequest))]
[JsonSerializable(typeof(DeleteDatabaseRequest))]
[JsonSerializable(typeof(CreateTableRequest))]
[JsonSerializable(typeof(GetTableRequest))]
[JsonSerializable(typeof(GetTableResponse))]
[JsonSerializable(typeof(GetTablesRequest))]
[JsonSerializable(typeof(GetTablesResponse))]
[JsonSerializable(typeof(UpdateTableRequest))]
[JsonSerializable(typeof(DeleteTableRequest))]
[JsonSerializable(typeof(BatchDeleteTableRequest))]
[JsonSerializable(typeof(BatchDeleteTableResponse))]
[JsonSerializable(typeof(GetTableVersionRequest))]
[JsonSerializable(typeof(GetTableVersionResponse))]
[JsonSerializable(typeof(GetTableVersionsRequest))]
[JsonSerializable(typeof(GetTableVersionsResponse))]
[JsonSerializable(typeof(SearchTablesRequest))]
[JsonSerializable(typeof(SearchTablesResponse))]
[JsonSerializable(typeof(CreatePartitionRequest))]
[JsonSerializable(typeof(BatchCreatePartitionRequest))]
[JsonSerializable(typeof(PartitionErrorsResponse))]
[JsonSerializable(typeof(GetPartitionRequest))]
[JsonSerializable(typeof(GetPartitionResponse))]
[JsonSerializable(typeof(GetPartitionsRequest))]
[JsonSerializable(typeof(GetPartitionsResponse))]
[JsonSerializable(typeof(BatchGetPartitionRequest))]
[JsonSerializable(typeof(BatchGetPartitionResponse))]
[JsonSerializable(typeof(UpdatePartitionRequest))]
[JsonSerializable(typeof(BatchUpdatePartitionRequest))]
[JsonSerializable(typeof(BatchUpdatePartitionResponse))]
[JsonSerializable(typeof(DeletePartitionRequest))]
[JsonSerializable(typeof(BatchDeletePartitionRequest))]
[JsonSerializable(typeof(GetPartitionIndexesRequest))]
[JsonSerializable(typeof(GetPartitionIndexesResponse))]
internal sealed partial class GlueJson : JsonSerializerContext;
