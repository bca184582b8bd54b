using System.Globalization;

namespace Tarn.Tables.Log;

/// <summary>Keys of the log's files ("Delta Log Entries"): versions as 20 digits below <c>_delta_log/</c>.</summary>
internal static class LogPath
{
    private const string Folder = "_delta_log/";
    private const string CommitSuffix = ".json";
    private const int VersionDigits = 20;

    public static string Prefix(string root) => root.Length == 0 ? Folder : $"{root}/{Folder}";

    public static string Commit(string root, long version) =>
        Prefix(root) + version.ToString("D20", CultureInfo.InvariantCulture) + CommitSuffix;

    /// <summary>Null when the key names no commit: a checkpoint, a checksum, a pointer, something foreign.</summary>
    public static long? CommitVersion(string root, string key)
    {
        string name = key[Prefix(root).Length..];
        return name.Length == VersionDigits + CommitSuffix.Length
            && name.EndsWith(CommitSuffix, StringComparison.Ordinal)
                ? ParseVersion(name)
                : null;
    }

    /// <summary>The version of a classic, multi-part or V2 checkpoint; null when the key names none.</summary>
    public static long? CheckpointVersion(string root, string key)
    {
        string name = key[Prefix(root).Length..];
        return name.Length > VersionDigits
            && name.AsSpan(VersionDigits).StartsWith(".checkpoint.", StringComparison.Ordinal)
                ? ParseVersion(name)
                : null;
    }

    private static long? ParseVersion(string name) =>
        long.TryParse(name.AsSpan(0, VersionDigits), NumberStyles.None, CultureInfo.InvariantCulture, out long version)
            ? version
            : null;
}
