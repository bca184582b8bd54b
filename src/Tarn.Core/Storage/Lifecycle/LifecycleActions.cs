using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Tarn.Storage.Events;
using Tarn.Storage.Versions;

namespace Tarn.Storage.Lifecycle;

/// <summary>Does what is due, if the object is still the one that was listed.</summary>
internal sealed class LifecycleActions(LifecycleParts parts)
{
    /// <exception cref="Common.TarnException">It could not be done; the object is as it was.</exception>
    public Task ApplyAsync(DueAction due, CancellationToken cancellationToken) => due switch
    {
        DueAction.OnUpload upload => parts.Uploads.AbortAsync(
            upload.Record.Bucket, upload.Upload, cancellationToken),
        DueAction.OnObject found => ApplyAsync(found, cancellationToken),
        DueAction.OnVersion version => ApplyAsync(version, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(due), due, "no action"),
    };

    private Task ApplyAsync(DueAction.OnObject due, CancellationToken cancellationToken)
    {
        LocalObjectStore store = parts.Buckets.GetLocal(due.Record.Bucket);
        ObjectInfo info = due.Found.Info;
        return due.Record.Action switch
        {
            LifecycleActionKind.Expire => ExpireAsync(store, info, cancellationToken),
            LifecycleActionKind.Transition => MoveAsync(
                store, due.Found, due.Record.StorageClass!, cancellationToken),
            LifecycleActionKind.DropRestoredCopy => store.Archive.ExpireAsync(due.Found, cancellationToken),
            LifecycleActionKind.DropLeftover => store.Archive.DropLeftoverAsync(info, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(due), due.Record.Action, "no action on an object"),
        };
    }

    private Task ApplyAsync(DueAction.OnVersion due, CancellationToken cancellationToken)
    {
        LocalObjectStore store = parts.Buckets.GetLocal(due.Record.Bucket);
        ObjectVersion version = due.Version;
        return due.Record.Action switch
        {
            // A version that was put meanwhile is hidden, too; it is not lost.
            LifecycleActionKind.Expire => TellAsync(
                store.Bucket,
                version.Key,
                isByMarker: true,
                store.Versions.DeleteAsync(version.Key, cancellationToken)),
            LifecycleActionKind.Transition => MoveCurrentAsync(
                store, version, due.Record.StorageClass!, cancellationToken),
            LifecycleActionKind.ExpireVersion or LifecycleActionKind.DropDeleteMarker =>
                TellAsync(
                    store.Bucket,
                    version.Key,
                    isByMarker: false,
                    store.Versions.DeleteAsync(version.Key, version.VersionId, cancellationToken)),
            LifecycleActionKind.DropRestoredCopy =>
                store.Versions.Archive.ExpireAsync(version.Key, version.VersionId, cancellationToken),
            LifecycleActionKind.TransitionVersion => MoveNoncurrentAsync(
                store.Versions, version, due.Record.StorageClass!, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(due), due.Record.Action, "no action on a version"),
        };
    }

    private async Task ExpireAsync(LocalObjectStore store, ObjectInfo info, CancellationToken cancellationToken)
    {
        if (await store.DeleteUnchangedAsync(info, cancellationToken))
        {
            parts.Buckets.Events.Removed(
                ObjectEventNames.LifecycleDelete, store.Bucket, info.Key, versionId: null);
        }
    }

    /// <param name="isByMarker">Whether a marker was to be made, not a version to be deleted for good.</param>
    private async Task TellAsync(string bucket, string key, bool isByMarker, Task<DeletedVersion> deleting)
    {
        DeletedVersion deleted = await deleting;
        parts.Buckets.Events.Removed(
            isByMarker && deleted.IsMarker
                ? ObjectEventNames.LifecycleDeleteMarkerCreated
                : ObjectEventNames.LifecycleDelete,
            bucket,
            key,
            deleted.VersionId);
    }

    private static Task<bool> MoveNoncurrentAsync(
        BucketVersions versions, ObjectVersion version, string storageClass, CancellationToken cancellationToken) =>
        StorageClasses.IsArchive(storageClass) && !StorageClasses.IsArchive(version.Attributes.StorageClass)
            ? versions.Archive.ArchiveAsync(version.Key, version.VersionId, storageClass, cancellationToken)
            : versions.SetAttributesAsync(
                version.Key,
                version.VersionId,
                version.Attributes with { StorageClass = storageClass },
                cancellationToken);

    private static async Task MoveCurrentAsync(
        LocalObjectStore store, ObjectVersion version, string storageClass, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(version.Key, cancellationToken) is { } found && found.ETag == version.ETag
            && found.Info.LastModified == version.LastModified)
        {
            await MoveAsync(store, found, storageClass, cancellationToken);
        }
    }

    private static async Task MoveAsync(
        LocalObjectStore store, AttributedObject found, string storageClass, CancellationToken cancellationToken)
    {
        bool isPacked = StorageClasses.IsArchive(found.Attributes.StorageClass);
        if (StorageClasses.IsArchive(storageClass) && !isPacked)
        {
            await store.Archive.ArchiveAsync(found.Info, storageClass, cancellationToken);
        }
        else if (await store.FindAsync(found.Info.Key, cancellationToken) is { } now && now.Info == found.Info)
        {
            await store.SetAttributesAsync(
                found.Info.Key, now.Attributes with { StorageClass = storageClass }, cancellationToken);
        }
    }
}
