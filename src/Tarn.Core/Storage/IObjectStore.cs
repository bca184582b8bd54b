using Tarn.Storage.Encryption;

namespace Tarn.Storage;

/// <summary>
/// One bucket. A put is atomic (readers see the old content or the new, never a part) and durable when it returns:
/// content and directory entries are fsynced. Errors are <see cref="Tarn.Common.TarnException"/> with a 4xxx code.
/// </summary>
public interface IObjectStore
{
    /// <summary>Name of the bucket, for messages.</summary>
    string Bucket { get; }

    /// <summary>The object's facts, or null when there is none.</summary>
    Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellationToken);

    /// <summary>As <see cref="HeadAsync"/> for many objects at once, by position.</summary>
    async Task<IReadOnlyList<ObjectInfo?>> HeadManyAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ObjectInfo?[] found = new ObjectInfo?[keys.Count];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = await HeadAsync(keys[i], cancellationToken);
        }

        return found;
    }

    /// <summary>
    /// Objects whose key starts with the prefix, in <see cref="KeyOrder"/>. Files being written are not listed.
    /// </summary>
    IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Whether some objects of the bucket may be encrypted on the disk.</summary>
    bool MayHaveEncrypted => false;

    /// <summary>Whole content of a small object, or null when there is none.</summary>
    Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Content as a stream. Throws <c>TN4004</c> when there is none, and <c>TN4009</c> when it is archived.
    /// </summary>
    Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken);

    Task<PutResult> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken);

    Task<PutResult> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a finished local file into the bucket, by rename where that is possible; the source is gone afterwards.
    /// Syncs the content. Repeating it after a crash is fine: a missing source with the object present is success.
    /// </summary>
    Task MoveInAsync(string localPath, string key, CancellationToken cancellationToken);

    /// <summary>
    /// <see cref="MoveInAsync"/> for many files, which is much faster than one by one: contents are synced in
    /// parallel and each directory once. Not atomic as a whole: after a failure some may have been taken in.
    /// </summary>
    async Task MoveInManyAsync(
        IReadOnlyList<(string LocalPath, string Key)> files, CancellationToken cancellationToken)
    {
        foreach ((string localPath, string key) in files)
        {
            await MoveInAsync(localPath, key, cancellationToken);
        }
    }

    /// <summary>Deletes the objects; those that are absent count as deleted.</summary>
    Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// The path at which the engine can read the object. Throws <c>TN4009</c> when it is archived, and <c>TN7007</c>
    /// when it is encrypted.
    /// </summary>
    string EnginePath(string key);

    /// <summary><see cref="EnginePath"/> for many keys, which is faster than one by one.</summary>
    IReadOnlyList<string> EnginePaths(IReadOnlyList<string> keys) => [.. keys.Select(EnginePath)];

    /// <summary>
    /// As <see cref="EnginePaths"/>, also of objects that are encrypted: those are decrypted into the scratch, and the
    /// paths are good until its end.
    /// </summary>
    Task<IReadOnlyList<string>> ReadablePathsAsync(
        IReadOnlyList<string> keys, PlaintextScratch scratch, CancellationToken cancellationToken) =>
        Task.FromResult(EnginePaths(keys));
}
