namespace Tarn.Protocols.Aws.Glue.Partitions;

internal sealed record CreatePartitionRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public required PartitionInput PartitionInput { get; init; }
}

internal sealed record BatchCreatePartitionRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public required IReadOnlyList<PartitionInput> PartitionInputList { get; init; }
}

internal sealed record PartitionErrorsResponse(IReadOnlyList<PartitionError> Errors);

internal sealed record PartitionError(IReadOnlyList<string> PartitionValues, ErrorDetail ErrorDetail);

internal sealed record GetPartitionRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public required IReadOnlyList<string> PartitionValues { get; init; }
}

internal sealed record GetPartitionResponse(PartitionAnswer Partition);

internal sealed record GetPartitionsRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public string? Expression { get; init; }

    public string? NextToken { get; init; }

    public Segment? Segment { get; init; }

    public int? MaxResults { get; init; }

    public bool? ExcludeColumnSchema { get; init; }
}

/// <summary>A share of the partitions, of several that are read side by side.</summary>
internal sealed record Segment
{
    public int SegmentNumber { get; init; }

    public int TotalSegments { get; init; }
}

internal sealed record GetPartitionsResponse(IReadOnlyList<PartitionAnswer> Partitions, string? NextToken);

internal sealed record BatchGetPartitionRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public required IReadOnlyList<PartitionValueList> PartitionsToGet { get; init; }
}

internal sealed record PartitionValueList
{
    public IReadOnlyList<string> Values { get; init => field = value ?? []; } = [];
}

internal sealed record BatchGetPartitionResponse(
    IReadOnlyList<PartitionAnswer> Partitions, IReadOnlyList<PartitionValueList> UnprocessedKeys);

internal sealed record UpdatePartitionRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public required IReadOnlyList<string> PartitionValueList { get; init; }

    public required PartitionInput PartitionInput { get; init; }
}

internal sealed record BatchUpdatePartitionRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public required IReadOnlyList<PartitionUpdate> Entries { get; init; }
}

internal sealed record PartitionUpdate
{
    public IReadOnlyList<string> PartitionValueList { get; init => field = value ?? []; } = [];

    public PartitionInput PartitionInput { get; init => field = value ?? new(); } = new();
}

internal sealed record BatchUpdatePartitionResponse(IReadOnlyList<PartitionUpdateError> Errors);

internal sealed record PartitionUpdateError(IReadOnlyList<string> PartitionValueList, ErrorDetail ErrorDetail);

internal sealed record DeletePartitionRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public required IReadOnlyList<string> PartitionValues { get; init; }
}

internal sealed record BatchDeletePartitionRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public required IReadOnlyList<PartitionValueList> PartitionsToDelete { get; init; }
}

internal sealed record GetPartitionIndexesRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }
}

internal sealed record GetPartitionIndexesResponse(IReadOnlyList<Empty> PartitionIndexDescriptorList);
