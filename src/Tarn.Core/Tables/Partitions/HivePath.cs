using System.Buffers;

namespace Tarn.Tables.Partitions;

/// <summary>
/// Directories named after partitions the way Hive does it: <c>day=2024-02-01/city=S%C3%A3o%20Paulo</c>. The names
/// carry no meaning for Delta, but they let DuckDB and others find the values without the log.
/// </summary>
internal static class HivePath
{
    public const string NullName = "__HIVE_DEFAULT_PARTITION__";

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly SearchValues<char> PlainName = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The directory with a slash at its end; empty for a table without partitions.</summary>
    public static string Directory(
        IReadOnlyList<string> partitionColumns, IReadOnlyDictionary<string, string?> values) =>
        string.Concat(partitionColumns.Select(column => $"{Escape(column)}={Segment(values, column)}/"));

    /// <summary>The values that the directories of a path name; null is null.</summary>
    public static Dictionary<string, string?> Values(string path)
    {
        Dictionary<string, string?> values = [];
        foreach (string segment in path.Split('/')[..^1])
        {
            if (segment.IndexOf('=', StringComparison.Ordinal) is int equals and > 0)
            {
                string value = Uri.UnescapeDataString(segment[(equals + 1)..]);
                values[Uri.UnescapeDataString(segment[..equals])] = value == NullName ? null : value;
            }
        }

        return values;
    }

    /// <summary>How the name of a partition's directory begins.</summary>
    public static string ColumnPrefix(string column) => $"{Escape(column)}=";

    /// <summary>
    /// True when DuckDB's Hive reader gets exactly these values from the file's path. It takes the text NULL in any
    /// case for a null, and so it does a text that happens to be Hive's name for null.
    /// </summary>
    public static bool TellsValues(IReadOnlyList<string> partitionColumns, DataFile file)
    {
        string directory = file.Path[..(file.Path.LastIndexOf('/') + 1)];
        return partitionColumns.All(column => !column.AsSpan().ContainsAnyExcept(PlainName))
            && directory == Directory(partitionColumns, file.PartitionValues)
            && !file.PartitionValues.Values.Any(value =>
                string.Equals(value, "NULL", StringComparison.OrdinalIgnoreCase)
                || string.Equals(value, NullName, StringComparison.OrdinalIgnoreCase));
    }

    private static string Segment(IReadOnlyDictionary<string, string?> values, string column) =>
        values.GetValueOrDefault(column) is { Length: > 0 } value ? Escape(value) : NullName;

    private static string Escape(string value) => PercentText.Encode(value, Plain);
}
