using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Common;

namespace Tarn.Catalog.Partitions;

/// <summary>What partitions need to know of their table.</summary>
internal sealed class PartitionedTable(StoredTable table)
{
    public string Id => table.Id;

    public IReadOnlyList<ColumnEntry> Keys => table.Entry.PartitionKeys;

    public IReadOnlyList<string> TypeNames { get; } = [.. table.Entry.PartitionKeys.Select(key => key.Type)];

    public IReadOnlyList<KeyType> Types { get; } = TypesBy(table.Entry.PartitionKeys.Select(key => key.Type));

    /// <summary>The types by which the chunks of an index are in order.</summary>
    public IReadOnlyList<KeyType> TypesOf(PartitionIndex index) =>
        index.Chunks.Count == 0 ? Types : TypesBy(index.Types);

    /// <exception cref="TarnException"><c>TN5011</c>: not as many values as there are keys.</exception>
    public void Check(IReadOnlyList<string?> values)
    {
        if (values.Count != Keys.Count || Keys.Count == 0)
        {
            throw new TarnException(
                ErrorCodes.BadEntry,
                $"table '{table.Entry.Name}' has {Keys.Count} partition keys and was given a partition of"
                + $" {values.Count} values ({string.Join(", ", values.Select(value => value ?? "null"))})");
        }
    }

    private static KeyType[] TypesBy(IEnumerable<string> names) =>
        [.. names.Select(name => new KeyType(HiveType.Parse(name)))];
}
