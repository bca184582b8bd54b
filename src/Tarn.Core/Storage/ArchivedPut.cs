using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Tarn.Storage.Versions;

namespace Tarn.Storage;

/// <summary>Puts objects that are archived from the start.</summary>
public static class ArchivedPut
{
    /// <summary>
    /// In a bucket with versions the new one is put like any other, then archived: what is current is archived only
    /// where it is. A process that dies in between leaves it as it was put.
    /// </summary>
    /// <param name="store">The bucket.</param>
    /// <param name="key">Of the object.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="condition">Must hold for what is there.</param>
    /// <param name="attributes">With an archived class; asked for once the content has been read.</param>
    /// <param name="cancellationToken">Stops it before anything is visible.</param>
    public static async Task<PutResult> RunAsync(
        LocalObjectStore store,
        string key,
        Stream content,
        PutCondition condition,
        Func<ObjectAttributes> attributes,
        CancellationToken cancellationToken)
    {
        if (await store.Versions.GetStatusAsync(cancellationToken) == VersioningStatus.Unversioned)
        {
            return await store.Archive.PutAsync(key, content, condition, attributes, cancellationToken);
        }

        string? storageClass = null;
        PutResult result = await store.Versions.PutAsync(
            key,
            content,
            condition,
            () =>
            {
                ObjectAttributes known = attributes();
                storageClass = known.StorageClass;
                return known;
            },
            cancellationToken);
        if (result is PutResult.Stored stored)
        {
            await store.Archive.ArchiveAsync(
                stored.Object, storageClass ?? StorageClasses.Glacier, CancellationToken.None);
        }

        return result;
    }
}
