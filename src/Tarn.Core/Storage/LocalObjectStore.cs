using Tarn.Common;
using Tarn.Storage.Attributes;
using Tarn.Storage.Versions;

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
    private readonly LocalDeletes _deletes;
    private readonly LocalOpening _opening;
    private readonly AttributeFiles _attributes;

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
        _deletes = new LocalDeletes(_placing, _folder);
        _opening = new LocalOpening(_attributes);
        FileTimes times = new(timeProvider);
        LocalPublishing publishing = new(_folder, _placing, _attributes, times);
        _writes = new LocalWrites(_calls, _folder, publishing.Publish);
        VersionArchive archive = new(_paths, _folder, _attributes, times);
        Versions = new BucketVersions(
            new VersionParts(_paths, _calls, _folder, _attributes, _opening, archive),
            new VersionWriters(_placing, _deletes, publishing.Publish, ids),
            conflicts);
    }

    public string Bucket => _paths.Bucket;

    /// <summary>The versions of the bucket's objects, for those who keep them.</summary>
    public BucketVersions Versions { get; }

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
                _attributes.Read(new AttributeOwner(key), file.FullName, file.Length, file.LastWriteTimeUtc))
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
                    new AttributeOwner(found.Key),
                    _paths.Resolve(found.Key),
                    found.SizeBytes,
                    found.LastModified.UtcDateTime))),
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

            _attributes.Write(
                new AttributeOwner(key), file.FullName, file.Length, file.LastWriteTimeUtc, attributes);
            AttributeFiles.Flush(file.FullName);
            return true;
        },
        cancellationToken);

    public Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) =>
        _calls.RunAsync("read", key, ReadOrNull, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken) => _calls.RunAsync(
        "read",
        key,
        path => (Stream?)OpenOrNull(path) ?? throw new TarnException(
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
        "read", key, path => _opening.Open(new AttributeOwner(key), path), cancellationToken);

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

                WithTranslation($"delete objects of bucket '{Bucket}'", () => _deletes.Sync(changed));
            },
            cancellationToken);

    /// <summary>The absolute path. Characters that mean something to the engine's globs are not escaped.</summary>
    public string EnginePath(string key) => _paths.Resolve(key);

    public IReadOnlyList<string> EnginePaths(IReadOnlyList<string> keys) => _paths.Resolve(keys);

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

    private byte[]? ReadOrNull(string path)
    {
        using Stream? stream = OpenOrNull(path);
        if (stream is null)
        {
            return null;
        }

        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private FileStream? OpenOrNull(string path)
    {
        if (_paths.Find(path) is null)
        {
            return null;
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
