using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Tables.Partitions;

namespace Tarn.Catalog.Hive;

/// <summary>A partition as Hive's metastore describes it.</summary>
/// <param name="Values">In order of the table's keys.</param>
public sealed record HivePartition(IReadOnlyList<string> Values)
{
    /// <summary>What Hive writes for null.</summary>
    public const string NullValue = HivePath.NullName;

    /// <summary>As <c>s3://bucket/prefix/</c>; null is Hive's directory below the table's.</summary>
    public string? Location { get; init; }

    public IReadOnlyDictionary<string, string>? Properties { get; init; }

    /// <summary>As the catalog has them.</summary>
    public static IReadOnlyList<string?> ValuesOf(IReadOnlyList<string> values) =>
        [.. values.Select(value => value == NullValue ? null : value)];

    /// <summary>As Hive has them.</summary>
    public static IReadOnlyList<string> TextsOf(IReadOnlyList<string?> values) =>
        [.. values.Select(value => value ?? NullValue)];

    /// <exception cref="TarnException"><c>TN5011</c>: its place is none that the table can have.</exception>
    public PartitionEntry ToEntry(TableEntry table)
    {
        if (Values.Count != table.PartitionKeys.Count)
        {
            throw new TarnException(
                ErrorCodes.BadEntry,
                $"table '{table.Name}' has {table.PartitionKeys.Count} partition keys and was given a partition of"
                + $" {Values.Count} values");
        }

        return new PartitionEntry(ValuesOf(Values), PrefixIn(table)) { Properties = Properties };
    }

    private string PrefixIn(TableEntry table)
    {
        StorageEntry storage = table.Storage!;
        if (string.IsNullOrEmpty(Location))
        {
            return storage.Prefix + HivePath.Directory(
                [.. table.PartitionKeys.Select(key => key.Name)],
                table.PartitionKeys.Zip(ValuesOf(Values)).ToDictionary(pair => pair.First.Name, pair => pair.Second));
        }

        return StoragePlace.TryParse(Location) is { } place && place.Bucket == storage.Bucket
            ? place.Prefix
            : throw new TarnException(
                ErrorCodes.BadEntry,
                $"a partition of table '{table.Name}' is at '{Location}'; expected a place in the table's bucket,"
                + $" s3://{storage.Bucket}/PREFIX/");
    }
}
