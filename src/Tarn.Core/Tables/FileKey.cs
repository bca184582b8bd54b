using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables.Log;

namespace Tarn.Tables;

/// <summary>Where the files that a log names lie in the bucket.</summary>
internal static class FileKey
{
    private static readonly string[] BucketSchemes = ["s3://", "s3a://", "s3n://"];

    /// <summary>The table as messages name it.</summary>
    public static string Table(IObjectStore store, string root) =>
        root.Length == 0 ? store.Bucket : $"{store.Bucket}/{root}";

    /// <param name="path">As in <see cref="DataFile.Path"/>.</param>
    /// <exception cref="TarnException">
    /// <c>TN5002</c>: an absolute path leads out of the bucket; whoever writes a log must not be able to read any file.
    /// </exception>
    public static string Of(IObjectStore store, string root, string path, string table) =>
        OrNull(store, root, path) ?? throw new TarnException(
            ErrorCodes.TableUnsupported,
            $"table '{table}' has a file '{path}', which is not in its bucket '{store.Bucket}'")
        {
            Hint = "Copy the table with its data into one bucket; a shallow clone needs the files of its source.",
        };

    /// <summary>As above; null for a file outside of the bucket.</summary>
    public static string? OrNull(IObjectStore store, string root, string path) =>
        LogUri.IsAbsolute(path) ? Below(store, path)
            : root.Length == 0 ? path
            : $"{root}/{path}";

    private static string? Below(IObjectStore store, string path)
    {
        string bucketRoot = path.StartsWith('/') ? store.EnginePath("x")[..^1] : $"{store.Bucket}/";
        string place = path.StartsWith('/')
            ? path
            : BucketSchemes
                .Where(scheme => path.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                .Select(scheme => path[scheme.Length..])
                .FirstOrDefault("");
        return place.Length > bucketRoot.Length && place.StartsWith(bucketRoot, StringComparison.Ordinal)
            ? place[bucketRoot.Length..]
            : null;
    }
}
