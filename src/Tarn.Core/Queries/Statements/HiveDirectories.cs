using Tarn.Catalog.Entries;
using Tarn.Tables.Partitions;

namespace Tarn.Queries.Statements;

/// <summary>
/// Finds partitions in the keys of a table's files: directories of its partition keys, in their order.
/// </summary>
internal sealed class HiveDirectories(TableEntry table)
{
    private readonly SortedDictionary<string, PartitionEntry> _found = new(StringComparer.Ordinal);

    /// <summary>In order of their directories.</summary>
    public IReadOnlyCollection<PartitionEntry> Found => _found.Values;

    public void Add(string key)
    {
        string[] segments = key[table.Storage!.Prefix.Length..].Split('/')[..^1];
        int depth = table.PartitionKeys.Count;
        if (segments.Length < depth)
        {
            return;
        }

        string path = string.Join('/', segments[..depth]) + "/";
        string prefix = table.Storage.Prefix + path;
        Dictionary<string, string?> values = HivePath.Values(path);
        bool isPartition = table.PartitionKeys.Select((column, i) => segments[i].StartsWith(
            HivePath.ColumnPrefix(column.Name), StringComparison.OrdinalIgnoreCase)).All(isOfKey => isOfKey);
        if (isPartition && values.Count == depth)
        {
            _found.TryAdd(prefix, new PartitionEntry([.. values.Values], prefix));
        }
    }
}
