namespace Tarn.Catalog.Partitions;

/// <summary>Partitions as Hive names their directories: <c>day=2024-01-31/hour=7</c>.</summary>
internal static class PartitionText
{
    public static string Of(IReadOnlyList<string> keys, IReadOnlyList<string?> values) =>
        string.Join('/', keys.Zip(values, (key, value) => $"{HiveNames.Of(key)}={HiveNames.Of(value)}"));
}
