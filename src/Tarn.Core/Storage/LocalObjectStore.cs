using Microsoft.Win32.SafeHandles;
using Tarn.Common;
using Tarn.Storage.Attributes;
using Tarn.Storage.Encryption;

namespace Tarn.Storage;

/// <summary>
/// A bucket in a directory of the local disk: the object with key <c>a/b</c> is the plain file <c>a/b</c>, so files
/// dropped there by hand are objects, and any tool reads what Tarn wrote. Keys that cannot be paths have escaped names.
/// docs/formats/storage.md has the details.
/// </summary>
public sealed class LocalObjectStore : IObjectStore
{
    private const int CopyBufferBytes = 256 * 1024;

    private readonly LocalPaths _paths;
    private readonly LocalCalls _calls;
    private readonly DurableFolder _folder;
    private readonly LocalPlacing _placing;
    private readonly LocalListing _listing;
    private readonly LocalLookUps _lookUps;
    private readonly LocalIntake _intake;
    private readonly LocalWrites _writes;
    private readonly AttributeFiles _attributes;
    private readonly EncryptedFiles _encrypted;

    /// <param name="bucket">Name, for messages.</param>
    /// <param name="rootDirectory">Made by the first put when it does not exist.</param>
    /// <param name="timeProvider">Dates the objects put.</param>
    /// <param name="ids">Names files while they are written.</param>
    public LocalObjectStore(string bucket, string rootDirectory, TimeProvider timeProvider, IIdSource ids)
    {
        _folder = new DurableFolder(
            rootDirectory, ids, Failpoints.StoragePutBeforeRename, Failpoints.StoragePutAfterRename);
        _paths = new LocalPaths(bucket, _folder.Root);
        _calls = new LocalCalls(_paths);
        ConflictLock conflicts = new();
        _placing = new LocalPlacing(_paths, _folder, conflicts);
        _listing = new LocalListing(_paths, conflicts);
        _lookUps = new LocalLookUps(_paths);
        _intake = new LocalIntake(_paths, _folder, _placing);
        _attributes = new AttributeFiles(_folder);
        _encrypted = new EncryptedFiles(_folder, bucket);
        _writes = new LocalWrites(_calls, _folder, _placing, _attributes, new FileTimes(timeProvider));
    }

    public string Bucket => _paths.Bucket;

    public Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellationToken) => _calls.RunAsync(
        "look up",
        key,
        path => _paths.Find(path) is FileInfo file ? LocalPaths.Describe(key, file) : null,
        cancellationToken);

    public Task<IReadOnlyList<ObjectInfo?>> HeadManyAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        _lookUps.RunAsync(keys, cancellationToken);

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) =>
        _listing.ListObjectsAsync(prefix, cancellationToken);

    /// <summary>
    /// Objects and what stands for many, in order of key. Reads no directory whose keys all are before the range or
    /// stand for one common prefix.
    /// </summary>
    public IAsyncEnumerable<ListedKey> ListAsync(KeyRange range, CancellationToken cancellationToken) =>
        _listing.ListAsync(range, cancellationToken);

    /// <summary>The object with its attributes, or null when there is none.</summary>
    public Task<AttributedObject?> FindAsync(string key, CancellationToken cancellationToken) => _calls.RunAsync(
        "look up",
        key,
        path => _paths.Find(path) is FileInfo file
            ? new AttributedObject(
                LocalPaths.Describe(key, file),
                _attributes.Read(key, file.FullName, file.Length, file.LastWriteTimeUtc))
            : null,
        cancellationToken);

    /// <summary>Those of an object that was listed.</summary>
    public Task<IReadOnlyList<AttributedObject>> WithAttributesAsync(
        IReadOnlyList<ObjectInfo> objects, CancellationToken cancellationToken) => BlockingIo.RunAsync(
        () => (IReadOnlyList<AttributedObject>)
        [
            .. objects.Select(found => new AttributedObject(
                found,
                _attributes.Read(
                    found.Key, _paths.Resolve(found.Key), found.SizeBytes, found.LastModified.UtcDateTime))),
        ],
        cancellationToken);

    /// <summary>
    /// Replaces the attributes of an object; its content and its time stay. False when there is none.
    /// </summary>
    public Task<bool> SetAttributesAsync(
        string key, ObjectAttributes attributes, CancellationToken cancellationToken) => _calls.RunAsync(
        "describe",
        key,
        path =>
        {
            if (_paths.Find(path) is not FileInfo file)
            {
                return false;
            }

            _attributes.Write(key, file.FullName, file.Length, file.LastWriteTimeUtc, attributes);
            AttributeFiles.Flush(file.FullName);
            return true;
        },
        cancellationToken);

    public Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) =>
        _calls.RunAsync("read", key, path => ReadOrNull(key, path), cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken) => _calls.RunAsync(
        "read",
        key,
        path => (Stream?)OpenOrNull(key, path) ?? throw new TarnException(
            ErrorCodes.ObjectMissing, $"Bucket '{Bucket}' has no object '{key}'"),
        cancellationToken);

    public Task<PutResult> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken) =>
        _writes.PutAsync(key, content, condition, cancellationToken);

    public Task<PutResult> PutAsync(
        string key, Stream content, PutCondition condition, CancellationToken cancellationToken) =>
        PutAsync(key, content, condition, attributes: null, cancellationToken);

    /// <summary>A put with attributes, which appear together with the content.</summary>
    /// <param name="attributes">Asked for once the content has been read to its end; throws to give the put up.</param>
    public Task<PutResult> PutAsync(
        string key,
        Stream content,
        PutCondition condition,
        Func<ObjectAttributes>? attributes,
        CancellationToken cancellationToken) =>
        _writes.PutAsync(key, content, condition, attributes, cancellationToken);

    /// <summary>
    /// The object with its attributes, open for reading, or null when there is none. All of it is of one put, whatever
    /// is put meanwhile.
    /// </summary>
    public Task<OpenObject?> OpenAsync(string key, CancellationToken cancellationToken) => _calls.RunAsync(
        "read", key, path => Open(key, path), cancellationToken);

    public Task MoveInAsync(string localPath, string key, CancellationToken cancellationToken) =>
        _intake.MoveAsync([(localPath, key)], cancellationToken);

    public Task MoveInManyAsync(
        IReadOnlyList<(string LocalPath, string Key)> files, CancellationToken cancellationToken) =>
        _intake.MoveAsync(files, cancellationToken);

    public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        BlockingIo.RunAsync(
            () =>
            {
                HashSet<string> changed = new(StringComparer.Ordinal);
                foreach (string key in keys)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    _calls.Run("delete", key, _ => _placing.Delete(key, changed));
                }

                WithTranslation($"delete objects of bucket '{Bucket}'", () => SyncAfterDelete(changed));
            },
            cancellationToken);

    /// <summary>The absolute path. Characters that mean something to the engine's globs are not escaped.</summary>
    /// <exception cref="TarnException"><c>TN7007</c>: the object is encrypted.</exception>
    public string EnginePath(string key)
    {
        string path = _paths.Resolve(key);
        return _encrypted.Exist ? _encrypted.RequirePlain(key, path) : path;
    }

    public IReadOnlyList<string> EnginePaths(IReadOnlyList<string> keys)
    {
        IReadOnlyList<string> found = _paths.Resolve(keys);
        return _encrypted.Exist ? [.. keys.Zip(found, _encrypted.RequirePlain)] : found;
    }

    /// <summary>To be called before an encrypted object is put: readers in place look for them from now on.</summary>
    public Task AnnounceEncryptedAsync(CancellationToken cancellationToken) => BlockingIo.RunAsync(
        () => WithTranslation($"mark bucket '{Bucket}'", _encrypted.Announce), cancellationToken);

    /// <summary>Makes the bucket's directory, durably, so that files can be dropped into it.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) => BlockingIo.RunAsync(
        () => WithTranslation($"make bucket '{Bucket}'", () => _folder.EnsureDirectory(_folder.Root)),
        cancellationToken);

    /// <summary>
    /// Deletes what writers that died left half-written. For the owner of the lake, with the moment its lock was
    /// taken, so that files being written now are spared. Returns how many there were.
    /// </summary>
    public Task<int> RemoveLeftoversAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) =>
        BlockingIo.RunAsync(
            () =>
            {
                int count = 0;
                WithTranslation($"clean up bucket '{Bucket}'", () => count = _folder.RemoveLeftovers(writtenBefore));
                return count;
            },
            cancellationToken);

    private OpenObject? Open(string key, string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            long sizeBytes = RandomAccess.GetLength(file);
            DateTime modifiedUtc = File.GetLastWriteTimeUtc(file);
            ObjectAttributes attributes = _attributes.Read(key, file, sizeBytes, modifiedUtc);
            return new OpenObject(
                new AttributedObject(LocalPaths.Describe(key, sizeBytes, modifiedUtc), attributes), file);
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }

            throw;
        }
    }

    private byte[]? ReadOrNull(string key, string path)
    {
        using Stream? stream = OpenOrNull(key, path);
        if (stream is null)
        {
            return null;
        }

        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private FileStream? OpenOrNull(string key, string path)
    {
        if (_paths.Find(path) is null)
        {
            return null;
        }

        if (_encrypted.Exist)
        {
            _encrypted.RequirePlain(key, path);
        }

        try
        {
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, CopyBufferBytes);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void SyncAfterDelete(HashSet<string> directories)
    {
        foreach (string left in directories.Select(_folder.PruneEmpty).ToHashSet(StringComparer.Ordinal))
        {
            DurableFolder.SyncIfPresent(left);
        }
    }

    private static void WithTranslation(string action, Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (IoErrors.IsIo(exception))
        {
            throw IoErrors.Translate(exception, action);
        }
    }
}
