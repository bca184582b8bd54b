using System.Globalization;

namespace Tarn.Tables.Log;

/// <summary>Keys of the log's files ("Delta Log Entries"): versions as 20 digits below <c>_delta_log/</c>.</summary>
internal static class LogPath
{
    private const string Folder = "_delta_log/";
    private const string CommitSuffix = ".json";
    private const string ChecksumSuffix = ".crc";
    private const string CheckpointSuffix = ".checkpoint.parquet";
    private const string CompactedSuffix = ".compacted.json";
    private const int VersionDigits = 20;

    public static string Prefix(string root) => root.Length == 0 ? Folder : $"{root}/{Folder}";

    public static string Checkpoint(string root, long version) =>
        Prefix(root) + VersionText(version) + CheckpointSuffix;

    public static string Checksum(string root, long version) => Prefix(root) + VersionText(version) + ChecksumSuffix;

    public static string LastCheckpoint(string root) => Prefix(root) + "_last_checkpoint";

    public static string Sidecars(string root) => Prefix(root) + "_sidecars/";

    public static string Commit(string root, long version) => Prefix(root) + VersionText(version) + CommitSuffix;

    /// <summary>The version before a name's first dot; null when there are not 20 digits.</summary>
    /// <param name="name">Of a file in the log's folder.</param>
    public static long? Version(string name) =>
        name.Length > VersionDigits && name[VersionDigits] == '.'
        && long.TryParse(
            name.AsSpan(0, VersionDigits), NumberStyles.None, CultureInfo.InvariantCulture, out long version)
            ? version
            : null;

    public static bool IsCommit(string name) => IsVersionWith(CommitSuffix, name);

    public static bool IsChecksum(string name) => IsVersionWith(ChecksumSuffix, name);

    /// <summary>Named by the first of the versions it holds.</summary>
    public static bool IsCompacted(string name) => name.EndsWith(CompactedSuffix, StringComparison.Ordinal);

    private static bool IsVersionWith(string suffix, string name) =>
        name.Length == VersionDigits + suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal);

    private static string VersionText(long version) => version.ToString("D20", CultureInfo.InvariantCulture);
}
