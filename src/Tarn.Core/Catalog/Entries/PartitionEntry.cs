namespace Tarn.Catalog.Entries;

/// <summary>One partition of an external table.</summary>
/// <param name="Values">In order of the table's partition keys, as text; null is Hive's default partition.</param>
/// <param name="Prefix">Of its keys, with '/' at the end; need not lie below the table's.</param>
public sealed record PartitionEntry(IReadOnlyList<string?> Values, string Prefix)
{
    public DateTimeOffset? CreatedAt { get; init; }

    public IReadOnlyDictionary<string, string>? Properties { get; init; }
}
