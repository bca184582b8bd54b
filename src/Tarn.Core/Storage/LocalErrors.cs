using Tarn.Common;

namespace Tarn.Storage;

/// <summary>Failures of file calls, said in terms of bucket and key.</summary>
internal static class LocalErrors
{
    /// <param name="action">The verb: "read", "write".</param>
    public static TarnException Translate(
        Exception exception, LocalPaths paths, string action, string key, string path)
    {
        if (Directory.Exists(path))
        {
            return ObjectKey.Bad(paths.Bucket, key, "in a local bucket a key with objects below it is a directory");
        }

        string? parent = Path.GetDirectoryName(path);
        while (parent is not null && parent.Length > paths.Root.Length)
        {
            if (File.Exists(parent))
            {
                string above = paths.KeyOf(parent);
                return ObjectKey.Bad(paths.Bucket, key, $"in a local bucket nothing can be below the object '{above}'");
            }

            parent = Path.GetDirectoryName(parent);
        }

        return IoErrors.Translate(exception, $"{action} object '{key}' of bucket '{paths.Bucket}'");
    }
}
