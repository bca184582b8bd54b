namespace Tarn.Catalog;

/// <summary>
/// Columns that tables of files have besides their own, as Athena's have: facts of the file that a row is from. A query
/// gets them by naming them, never by a star.
/// </summary>
public static class HiddenColumns
{
    /// <summary><c>s3://bucket/key</c>, the key as it is.</summary>
    public const string Path = "$path";

    /// <summary>In bytes.</summary>
    public const string FileSize = "$file_size";

    /// <summary>When the file was put into the bucket.</summary>
    public const string FileModifiedTime = "$file_modified_time";

    /// <summary><c>day=2024-01-31/hour=7</c>; null in a table without partitions.</summary>
    public const string Partition = "$partition";

    public static IReadOnlyList<string> All { get; } = [Path, FileSize, FileModifiedTime, Partition];

    /// <summary>The engine's type of one.</summary>
    internal static string TypeOf(string name) => name switch
    {
        Path or Partition => "VARCHAR",
        FileSize => "BIGINT",
        _ => "TIMESTAMP WITH TIME ZONE",
    };
}
