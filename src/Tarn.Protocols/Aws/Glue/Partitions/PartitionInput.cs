using Tarn.Protocols.Aws.Glue.Tables;

namespace Tarn.Protocols.Aws.Glue.Partitions;

/// <summary>A partition as clients describe it.</summary>
internal record PartitionInput
{
    public IReadOnlyList<string>? Values { get; init; }

    public DateTimeOffset? LastAccessTime { get; init; }

    public DateTimeOffset? LastAnalyzedTime { get; init; }

    public StorageDescriptor? StorageDescriptor { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
}
