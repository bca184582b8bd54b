using Tarn.Common;

namespace Tarn.Storage.Encryption;

/// <summary>
/// A bucket whose zone is to be encrypted, as managed tables see it: they can be read and deleted, and nothing is
/// written, because the engine writes files of tables in place and as they are.
/// </summary>
internal sealed class TableStore(LocalObjectStore inner) : IObjectStore
{
    public string Bucket => inner.Bucket;

    public Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellationToken) =>
        inner.HeadAsync(key, cancellationToken);

    public Task<IReadOnlyList<ObjectInfo?>> HeadManyAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        inner.HeadManyAsync(keys, cancellationToken);

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, cancellationToken);

    public Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) =>
        inner.ReadAsync(key, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken) =>
        inner.OpenReadAsync(key, cancellationToken);

    public Task<PutResult> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken) =>
        Task.FromException<PutResult>(Refused(key));

    public Task<PutResult> PutAsync(
        string key, Stream content, PutCondition condition, CancellationToken cancellationToken) =>
        Task.FromException<PutResult>(Refused(key));

    public Task MoveInAsync(string localPath, string key, CancellationToken cancellationToken) =>
        Task.FromException(Refused(key));

    public Task MoveInManyAsync(
        IReadOnlyList<(string LocalPath, string Key)> files, CancellationToken cancellationToken) =>
        files.Count == 0 ? Task.CompletedTask : Task.FromException(Refused(files[0].Key));

    public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        inner.DeleteAsync(keys, cancellationToken);

    public string EnginePath(string key) => inner.EnginePath(key);

    public IReadOnlyList<string> EnginePaths(IReadOnlyList<string> keys) => inner.EnginePaths(keys);

    private TarnException Refused(string key) => new(
        ErrorCodes.TableNotEncrypted,
        $"The file '{key}' of a managed table cannot be put into bucket '{Bucket}': its zone is to be encrypted, and"
        + " managed tables are not")
    {
        Hint = "Keep the table in a zone without 'encryption', on an encrypted disk.",
    };
}
