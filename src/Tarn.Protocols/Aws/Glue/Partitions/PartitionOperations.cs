using Tarn.Catalog.Editing;
using Tarn.Catalog.Entries;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Partitions;

/// <summary>Partitions: made, changed, deleted.</summary>
internal sealed class PartitionOperations(PartitionEditor partitions)
{
    private const int CreatedMax = 100;
    private const int DeletedMax = 25;

    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("CreatePartition", JsonOperation.Of(
            GlueJson.Default.CreatePartitionRequest,
            GlueJson.Default.Empty,
            CreateAsync,
            new() { Text = "partitions are in the table's bucket" })),
        new("BatchCreatePartition", JsonOperation.Of(
            GlueJson.Default.BatchCreatePartitionRequest, GlueJson.Default.PartitionErrorsResponse, CreateAllAsync)),
        new("UpdatePartition", JsonOperation.Of(
            GlueJson.Default.UpdatePartitionRequest, GlueJson.Default.Empty, UpdateAsync)),
        new("BatchUpdatePartition", JsonOperation.Of(
            GlueJson.Default.BatchUpdatePartitionRequest,
            GlueJson.Default.BatchUpdatePartitionResponse,
            UpdateAllAsync)),
        new("DeletePartition", JsonOperation.Of(
            GlueJson.Default.DeletePartitionRequest, GlueJson.Default.Empty, DeleteAsync)),
        new("BatchDeletePartition", JsonOperation.Of(
            GlueJson.Default.BatchDeletePartitionRequest, GlueJson.Default.PartitionErrorsResponse, DeleteAllAsync)),
    ];

    private async Task<Empty> CreateAsync(
        CreatePartitionRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        TableEntry table = await GetTableAsync(request.DatabaseName, request.TableName, cancellationToken);
        ThrowFirst(await partitions.CreateAsync(
            table, [new PartitionMapping(table).HiveOf(request.PartitionInput)], cancellationToken));
        return new Empty();
    }

    private async Task<PartitionErrorsResponse> CreateAllAsync(
        BatchCreatePartitionRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Batch.RequireSize("partitionInputList", request.PartitionInputList.Count, CreatedMax);
        TableEntry table = await GetTableAsync(request.DatabaseName, request.TableName, cancellationToken);
        PartitionMapping mapping = new(table);
        return ErrorsOf(await partitions.CreateAsync(
            table, [.. request.PartitionInputList.Select(mapping.HiveOf)], cancellationToken));
    }

    private async Task<Empty> UpdateAsync(
        UpdatePartitionRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        TableEntry table = await GetTableAsync(request.DatabaseName, request.TableName, cancellationToken);
        await partitions.UpdateAsync(
            table,
            request.PartitionValueList,
            new PartitionMapping(table).HiveOf(request.PartitionInput),
            cancellationToken);
        return new Empty();
    }

    private async Task<BatchUpdatePartitionResponse> UpdateAllAsync(
        BatchUpdatePartitionRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Batch.RequireSize("entries", request.Entries.Count, CreatedMax);
        TableEntry table = await GetTableAsync(request.DatabaseName, request.TableName, cancellationToken);
        PartitionMapping mapping = new(table);
        List<PartitionUpdateError> errors = [];
        foreach (PartitionUpdate update in request.Entries)
        {
            AwsException? problem = await Batch.TryAsync(() => partitions.UpdateAsync(
                table, update.PartitionValueList, mapping.HiveOf(update.PartitionInput), cancellationToken));
            if (problem is not null)
            {
                errors.Add(new PartitionUpdateError(update.PartitionValueList, ErrorDetail.Of(problem)));
            }
        }

        return new BatchUpdatePartitionResponse(errors);
    }

    private async Task<Empty> DeleteAsync(
        DeletePartitionRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        TableEntry table = await GetTableAsync(request.DatabaseName, request.TableName, cancellationToken);
        ThrowFirst(await partitions.DeleteAsync(table, [request.PartitionValues], cancellationToken));
        return new Empty();
    }

    private async Task<PartitionErrorsResponse> DeleteAllAsync(
        BatchDeletePartitionRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Batch.RequireSize("partitionsToDelete", request.PartitionsToDelete.Count, DeletedMax);
        TableEntry table = await GetTableAsync(request.DatabaseName, request.TableName, cancellationToken);
        return ErrorsOf(await partitions.DeleteAsync(
            table, [.. request.PartitionsToDelete.Select(partition => partition.Values)], cancellationToken));
    }

    private Task<TableEntry> GetTableAsync(string database, string table, CancellationToken cancellationToken) =>
        partitions.GetTableAsync(GlueNames.Table(database, table), cancellationToken);

    private static void ThrowFirst(IReadOnlyList<PartitionFailure> failures)
    {
        if (failures.Count > 0)
        {
            throw GlueErrors.Of(failures[0].Error);
        }
    }

    private static PartitionErrorsResponse ErrorsOf(IReadOnlyList<PartitionFailure> failures) => new(
    [
        .. failures.Select(failure =>
            new PartitionError(failure.Values, ErrorDetail.Of(GlueErrors.Of(failure.Error)))),
    ]);
}
