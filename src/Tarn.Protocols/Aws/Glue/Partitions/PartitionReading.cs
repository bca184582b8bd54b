using Tarn.Catalog;
using Tarn.Catalog.Editing;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Partitions.Expressions;
using Tarn.Common;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Partitions;

/// <summary>Partitions as clients read them; tables of definitions have none that Glue knows.</summary>
internal sealed class PartitionReading(TableCatalog tables, PartitionEditor partitions)
{
    private const int PageMax = 1000;
    private const int SegmentsMax = 10;

    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("GetPartition", JsonOperation.Of(
            GlueJson.Default.GetPartitionRequest, GlueJson.Default.GetPartitionResponse, GetAsync)),
        new("GetPartitions", JsonOperation.Of(
            GlueJson.Default.GetPartitionsRequest, GlueJson.Default.GetPartitionsResponse, ListAsync)),
        new("BatchGetPartition", JsonOperation.Of(
            GlueJson.Default.BatchGetPartitionRequest, GlueJson.Default.BatchGetPartitionResponse, GetAllAsync)),
        new("GetPartitionIndexes", JsonOperation.Of(
            GlueJson.Default.GetPartitionIndexesRequest,
            GlueJson.Default.GetPartitionIndexesResponse,
            ListIndexesAsync,
            new() { Text = "none: partitions are found by their values without one" })),
    ];

    private async Task<GetPartitionResponse> GetAsync(
        GetPartitionRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        TableEntry table = await partitions.GetTableAsync(
            GlueNames.Table(request.DatabaseName, request.TableName), cancellationToken);
        return new GetPartitionResponse(new PartitionMapping(table).AnswerOf(
            await partitions.GetAsync(table, request.PartitionValues, cancellationToken)));
    }

    private async Task<GetPartitionsResponse> ListAsync(
        GetPartitionsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        TableName name = GlueNames.Table(request.DatabaseName, request.TableName);
        if ((await tables.GetAsync(name, cancellationToken)).Entry is not { Storage: not null } table)
        {
            return new GetPartitionsResponse([], NextToken: null);
        }

        PartitionExpression? expression = string.IsNullOrWhiteSpace(request.Expression)
            ? null
            : PartitionExpression.Parse(request.Expression, table.PartitionKeys);
        IReadOnlyList<PartitionEntry> found = Share(
            await partitions.ListAsync(table, expression, cancellationToken), request.Segment);
        (IReadOnlyList<PartitionEntry> page, string? next) = Paging.Page(
            [.. found.OrderBy(KeyOf, StringComparer.Ordinal)], KeyOf, request.NextToken, request.MaxResults, PageMax);
        PartitionMapping mapping = new(table);
        return new GetPartitionsResponse(
            [
                .. page.Select(mapping.AnswerOf)
                    .Select(answer => Trim(answer, request.ExcludeColumnSchema == true)),
            ],
            next);
    }

    private async Task<BatchGetPartitionResponse> GetAllAsync(
        BatchGetPartitionRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Batch.RequireSize("partitionsToGet", request.PartitionsToGet.Count, PageMax);
        TableEntry table = await partitions.GetTableAsync(
            GlueNames.Table(request.DatabaseName, request.TableName), cancellationToken);
        IReadOnlyList<PartitionEntry> found = await partitions.FindAsync(
            table, request.PartitionsToGet.Select(asked => asked.Values), cancellationToken);
        return new BatchGetPartitionResponse([.. found.Select(new PartitionMapping(table).AnswerOf)], []);
    }

    /// <summary>The catalog finds partitions by their values without being told; there are none to make.</summary>
    private async Task<GetPartitionIndexesResponse> ListIndexesAsync(
        GetPartitionIndexesRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await tables.GetAsync(GlueNames.Table(request.DatabaseName, request.TableName), cancellationToken);
        return new GetPartitionIndexesResponse([]);
    }

    private static IReadOnlyList<PartitionEntry> Share(IReadOnlyList<PartitionEntry> all, Segment? segment)
    {
        if (segment is null)
        {
            return all;
        }

        bool isValid = segment.TotalSegments is >= 1 and <= SegmentsMax
            && segment.SegmentNumber >= 0
            && segment.SegmentNumber < segment.TotalSegments;
        return isValid
            ? [.. all.Where((_, place) => place % segment.TotalSegments == segment.SegmentNumber)]
            : throw new AwsException(
                GlueErrors.InvalidInput,
                $"segment {segment.SegmentNumber} of {segment.TotalSegments}: expected 1 to {SegmentsMax} segments,"
                + " counted from 0");
    }

    private static PartitionAnswer Trim(PartitionAnswer answer, bool isWithoutColumns) => isWithoutColumns
        ? answer with { StorageDescriptor = answer.StorageDescriptor! with { Columns = null } }
        : answer;

    private static string KeyOf(PartitionEntry partition) => string.Join('\u0001', partition.Values);
}
