namespace Tarn.Storage.Events;

/// <summary>Tells of what is put into a bucket and deleted in it by the lake itself, when it is done.</summary>
internal sealed class ToldChanges(string bucket, ObjectEvents events)
{
    public Task<PutResult> PutAsync(Task<PutResult> put) => events.HasListeners(bucket) ? TellAsync(put) : put;

    public Task MoveAsync(IReadOnlyList<(string LocalPath, string Key)> files, Task move) =>
        events.HasListeners(bucket) ? TellAsync(files, move) : move;

    public void Deleted(IReadOnlyList<string> keys)
    {
        foreach (string key in keys)
        {
            events.Removed(ObjectEventNames.Delete, bucket, key, versionId: null);
        }
    }

    private async Task<PutResult> TellAsync(Task<PutResult> put)
    {
        PutResult result = await put;
        if (result is PutResult.Stored { Object: var stored })
        {
            events.Created(ObjectEventNames.Put, bucket, stored.Key, stored.SizeBytes, stored.ETag, versionId: null);
        }

        return result;
    }

    /// <summary>Without size and ETag, for which each file would have to be looked at once more.</summary>
    private async Task TellAsync(IReadOnlyList<(string LocalPath, string Key)> files, Task move)
    {
        await move;
        foreach ((string _, string key) in files)
        {
            events.Created(ObjectEventNames.Put, bucket, key, sizeBytes: null, eTag: null, versionId: null);
        }
    }
}
