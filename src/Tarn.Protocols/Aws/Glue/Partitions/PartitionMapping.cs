using System.Text.Json;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;
using Tarn.Protocols.Aws.Glue.Tables;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Partitions;

/// <summary>
/// Between partitions of the catalog and Glue's. What a partition has like its table is not kept twice.
/// </summary>
/// <param name="table">That has them.</param>
internal sealed class PartitionMapping(TableEntry table)
{
    /// <summary>The property with what a client said and the catalog has no place for, as JSON.</summary>
    private const string DetailsProperty = "tarn.details";

    private readonly StorageDescriptor _storage = TableAnswers.AnswerOf(table).StorageDescriptor!;

    public HivePartition HiveOf(PartitionInput input)
    {
        HivePartition partition = new(input.Values ?? []) { Location = input.StorageDescriptor?.Location };
        if (partition.Values.Count != table.PartitionKeys.Count)
        {
            return partition;
        }

        Dictionary<string, string> properties = new(input.Parameters ?? new Dictionary<string, string>());
        StorageDescriptor usual = _storage with { Location = LocationOf(partition.ToEntry(table)) };
        bool isUsual = input.LastAccessTime is null
            && input.LastAnalyzedTime is null
            && (input.StorageDescriptor is null || TextOf(input.StorageDescriptor) == TextOf(usual));
        if (!isUsual)
        {
            properties[DetailsProperty] = JsonSerializer.Serialize(
                input with { Values = null, Parameters = null }, GlueJson.Default.PartitionInput);
        }

        return partition with { Properties = properties.Count == 0 ? null : properties };
    }

    public PartitionAnswer AnswerOf(PartitionEntry partition)
    {
        Dictionary<string, string> properties = new(partition.Properties ?? new Dictionary<string, string>());
        PartitionInput? said = properties.Remove(DetailsProperty, out string? details)
            ? JsonSerializer.Deserialize(details, GlueJson.Default.PartitionInput)
            : null;
        string location = LocationOf(partition);
        bool isThere = said?.StorageDescriptor?.Location is { } place
            && StoragePlace.TryParse(place)?.ToString() == location;
        StorageDescriptor storage = said?.StorageDescriptor ?? _storage;
        return new PartitionAnswer
        {
            Values = HivePartition.TextsOf(partition.Values),
            DatabaseName = table.Name.Database,
            TableName = table.Name.Table,
            CreationTime = partition.CreatedAt,
            LastAccessTime = said?.LastAccessTime,
            LastAnalyzedTime = said?.LastAnalyzedTime,
            StorageDescriptor = isThere ? storage : storage with { Location = location },
            Parameters = properties,
            CatalogId = AwsAccount.Id,
        };
    }

    private string LocationOf(PartitionEntry partition) =>
        new StoragePlace(table.Storage!.Bucket, partition.Prefix).ToString();

    private static string TextOf(StorageDescriptor storage) =>
        JsonSerializer.Serialize(storage, GlueJson.Default.StorageDescriptor);
}
