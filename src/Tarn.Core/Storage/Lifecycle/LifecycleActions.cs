using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;

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
        _ => throw new ArgumentOutOfRangeException(nameof(due), due, "no action"),
    };

    private Task ApplyAsync(DueAction.OnObject due, CancellationToken cancellationToken)
    {
        LocalObjectStore store = parts.Buckets.GetLocal(due.Record.Bucket);
        ObjectInfo info = due.Found.Info;
        return due.Record.Action switch
        {
            LifecycleActionKind.Expire => store.DeleteUnchangedAsync(info, cancellationToken),
            LifecycleActionKind.Transition => MoveAsync(
                store, due.Found, due.Record.StorageClass!, cancellationToken),
            LifecycleActionKind.DropRestoredCopy => store.Archive.ExpireAsync(due.Found, cancellationToken),
            LifecycleActionKind.DropLeftover => store.Archive.DropLeftoverAsync(info, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(due), due.Record.Action, "no action on an object"),
        };
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
