namespace Tarn.Protocols.Aws.Glue.Partitions;

/// <summary>A partition as clients get it.</summary>
internal sealed record PartitionAnswer : PartitionInput
{
    public string? DatabaseName { get; init; }

    public string? TableName { get; init; }

    public DateTimeOffset? CreationTime { get; init; }

    public string? CatalogId { get; init; }
}
