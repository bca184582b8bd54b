using Tarn.Common;

namespace Tarn.Storage;

/// <summary>Failures of file calls, said in terms of bucket and key.</summary>
internal static class LocalErrors
{
    /// <param name="action">The verb: "read", "write".</param>
    public static TarnException Translate(
        Exception exception, LocalPaths paths, string action, string key, string path)
    {
        if (paths.FileAbove(path) is string above)
        {
            string problem = $"nothing can be below the file '{paths.KeyOf(above)}'";
            return ObjectKey.Bad(paths.Bucket, key, problem);
        }

        return IoErrors.Translate(exception, $"{action} object '{key}' of bucket '{paths.Bucket}'");
    }
}
