using System.Text;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Storage.Versions;

namespace Tarn.Racer;

/// <summary>One change of a bucket that keeps versions.</summary>
internal static class SingleVersion
{
    public static async Task<int> PutAsync(string root, string key, string content)
    {
        using MemoryStream bytes = new(Encoding.UTF8.GetBytes(content));
        await Open(root).PutAsync(key, bytes, PutCondition.None, attributes: null, CancellationToken.None);
        return 0;
    }

    public static async Task<int> DeleteAsync(string root, string key)
    {
        await Open(root).DeleteAsync(key, CancellationToken.None);
        return 0;
    }

    public static async Task<int> DeleteAsync(string root, string key, string versionId)
    {
        await Open(root).DeleteAsync(key, versionId, CancellationToken.None);
        return 0;
    }

    private static BucketVersions Open(string root) =>
        new LocalObjectStore("racer", root, TimeProvider.System, new UlidSource(TimeProvider.System)).Versions;
}
