using Tarn.Common;
using Tarn.Storage;
using Tarn.Storage.Archive;

namespace Tarn.Racer;

/// <summary>One passage of an object into the archive or out of it, to be killed on the way.</summary>
internal static class SingleMove
{
    public static async Task<int> ArchiveAsync(string root, string key)
    {
        LocalObjectStore store = Open(root);
        ObjectInfo found = (await store.HeadAsync(key, CancellationToken.None))!;
        return await store.Archive.ArchiveAsync(found, StorageClasses.Glacier, CancellationToken.None) is null ? 1 : 0;
    }

    public static async Task<int> RestoreAsync(string root, string key) =>
        await Open(root).Archive.RestoreAsync(key, DateTimeOffset.MaxValue, CancellationToken.None) ? 0 : 1;

    private static LocalObjectStore Open(string root) =>
        new("racer", root, TimeProvider.System, new UlidSource(TimeProvider.System));
}
