using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables.DeletionVectors;

namespace Tarn.Tables.Reading;

/// <summary>
/// Whether the files of an earlier version are still there: once they are out of the newest version they may be
/// deleted (VACUUM).
/// </summary>
internal static class FilePresence
{
    private const int NamesMax = 3;

    /// <exception cref="TarnException"><c>TN5007</c> naming the version and files that are gone.</exception>
    public static async Task RequireAsync(
        IObjectStore store,
        string root,
        long version,
        IReadOnlyList<DataFile> files,
        CancellationToken cancellationToken)
    {
        string table = FileKey.Table(store, root);
        IReadOnlyList<string> missing = await FindMissingAsync(store, root, table, files, cancellationToken);
        if (missing.Count == 0)
        {
            return;
        }

        string names = string.Join(", ", missing.Take(NamesMax).Select(path => $"'{path}'"));
        string more = missing.Count > NamesMax ? $" and {missing.Count - NamesMax} more" : "";
        throw new TarnException(
            ErrorCodes.VersionGone,
            $"version {version} of table '{table}' cannot be read any more: {missing.Count} of its files "
            + $"were deleted since (vacuum or erase): {names}{more}")
        {
            Hint = "Choose a later version: 'tarn history' lists them.",
        };
    }

    /// <summary>Paths of data files and deletion vectors that are not in the bucket, in order.</summary>
    private static async Task<IReadOnlyList<string>> FindMissingAsync(
        IObjectStore store,
        string root,
        string table,
        IReadOnlyList<DataFile> files,
        CancellationToken cancellationToken)
    {
        string[] paths = [.. files.SelectMany(PathsOf).Distinct().Order(StringComparer.Ordinal)];
        IReadOnlyList<ObjectInfo?> found = await store.HeadManyAsync(
            [.. paths.Select(path => FileKey.Of(store, root, path, table))], cancellationToken);
        return [.. paths.Where((_, index) => found[index] is null)];
    }

    private static IEnumerable<string> PathsOf(DataFile file)
    {
        yield return file.Path;
        if (file.DeletionVector is DeletionVector vector && DeletionVectorPath.Of(vector) is string path)
        {
            yield return path;
        }
    }
}
