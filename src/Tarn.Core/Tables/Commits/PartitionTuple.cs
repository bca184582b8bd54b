namespace Tarn.Tables.Commits;

/// <summary>The values that name one partition, comparable; an empty value is null, as the protocol says.</summary>
internal static class PartitionTuple
{
    /// <summary>
    /// One text per tuple: every value with its length before it, so that no two tuples give the same.
    /// </summary>
    public static string Key(
        IReadOnlyList<string> partitionColumns, IReadOnlyDictionary<string, string?> values) =>
        string.Concat(partitionColumns.Select(column =>
            values.GetValueOrDefault(column) is { Length: > 0 } value ? $"{value.Length}:{value}" : "-"));
}
