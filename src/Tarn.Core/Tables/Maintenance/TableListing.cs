using Tarn.Storage;
using Tarn.Tables.Partitions;

namespace Tarn.Tables.Maintenance;

/// <summary>
/// The files in a table's directory that belong to it by the protocol's rules: not its log, nothing whose name or
/// directory begins with <c>_</c> or <c>.</c> save partitions and change data, and no table inside.
/// </summary>
internal static class TableListing
{
    private const string LogFolder = "_delta_log";
    private const string ChangeData = "_change_data";

    public static async Task<IReadOnlyList<ObjectInfo>> ReadAsync(
        IObjectStore store,
        string root,
        IReadOnlyList<string> partitionColumns,
        CancellationToken cancellationToken)
    {
        string prefix = root.Length == 0 ? "" : $"{root}/";
        HashSet<string> partitions = [.. partitionColumns.Select(HivePath.ColumnPrefix)];
        List<ObjectInfo> files = [];
        HashSet<string> tablesInside = [];
        await foreach (ObjectInfo file in store.ListAsync(prefix, cancellationToken))
        {
            string path = file.Key[prefix.Length..];
            int log = path.IndexOf($"/{LogFolder}/", StringComparison.Ordinal);
            if (log >= 0)
            {
                tablesInside.Add(path[..(log + 1)]);
            }
            else if (!IsHidden(path, partitions))
            {
                files.Add(file);
            }
        }

        return tablesInside.Count == 0
            ? files
            : [.. files.Where(file => !tablesInside.Any(
                inside => file.Key.AsSpan(prefix.Length).StartsWith(inside, StringComparison.Ordinal)))];
    }

    private static bool IsHidden(string path, HashSet<string> partitions)
    {
        string[] segments = path.Split('/');
        for (int i = 0; i < segments.Length; i++)
        {
            string segment = segments[i];
            bool isPartition = i < segments.Length - 1
                && segment.IndexOf('=', StringComparison.Ordinal) is int end and > 0
                && partitions.Contains(segment[..(end + 1)]);
            bool isChangeData = i == 0 && segments.Length > 1 && segment == ChangeData;
            if (segment.Length > 0 && segment[0] is '_' or '.' && !isPartition && !isChangeData)
            {
                return true;
            }
        }

        return false;
    }
}
