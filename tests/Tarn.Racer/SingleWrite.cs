using System.Text;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Racer;

/// <summary>One change to a bucket, to be interrupted by a failpoint.</summary>
internal static class SingleWrite
{
    public static async Task<int> PutAsync(string root, string key, string content)
    {
        await Store(root).PutAsync(key, Encoding.UTF8.GetBytes(content), PutCondition.None, CancellationToken.None);
        return 0;
    }

    public static async Task<int> MoveAsync(string root, string localPath, string key)
    {
        await Store(root).MoveInAsync(localPath, key, CancellationToken.None);
        return 0;
    }

    private static LocalObjectStore Store(string root) =>
        new("racer", root, TimeProvider.System, new UlidSource(TimeProvider.System));
}
