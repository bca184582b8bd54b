using Tarn.Catalog.Files;
using Tarn.Sources.Feeds;

namespace Tarn.Sources.Files;

/// <summary>
/// The files below directories that patterns name: regular ones with content, not hidden, no links and nothing behind
/// links.
/// </summary>
internal static class LocalFiles
{
    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
        MaxRecursionDepth = 32,
    };

    /// <summary>In order of path. Pipes, sockets and devices have no length, so they are left out too.</summary>
    public static IEnumerable<FeedFile> Find(IEnumerable<string> directories, IReadOnlyList<string> patterns)
    {
        KeyPattern[] wanted = [.. patterns.Select(pattern => new KeyPattern(pattern))];
        return directories
            .Where(Directory.Exists)
            .SelectMany(directory => new DirectoryInfo(directory).EnumerateFiles("*", Options)
                .Where(file => file.Length > 0)
                .Where(file => wanted.Any(pattern => pattern.IsMatch(KeyOf(directory, file)))))
            .Select(file => new FeedFile(file.FullName, file.Length, $"{file.LastWriteTimeUtc.Ticks:x}"))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
    }

    private static string KeyOf(string directory, FileInfo file) =>
        Path.GetRelativePath(directory, file.FullName).Replace('\\', '/');
}
