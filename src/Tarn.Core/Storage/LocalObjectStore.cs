using Tarn.Common;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Tarn.Storage.Encryption;
using Tarn.Storage.Events;
using Tarn.Storage.Versions;

namespace Tarn.Storage;

/// <summary>
/// A bucket in a directory of the local disk: the object with key <c>a/b</c> is the plain file <c>a/b</c>, so files
/// dropped there by hand are objects, and any tool reads what Tarn wrote. Keys that cannot be paths have escaped names.
/// docs/formats/storage.md has the details.
/// </summary>
public sealed class LocalObjectStore : IObjectStore
{
    private readonly LocalPaths _paths;
    private readonly LocalCalls _calls;
    private readonly DurableFolder _folder;
    private readonly LocalPlacing _placing;
    private readonly LocalListing _listing;
    private readonly LocalLookUps _lookUps;
    private readonly LocalIntake _intake;
    private readonly LocalWrites _writes;
    private readonly LocalReads _reads;
    private readonly LocalArchive _archive;
    private readonly ArchivePlacing _archivePlacing;
    private readonly AttributeFiles _attributes;
    private readonly EncryptedFiles _encrypted;
    private readonly ToldChanges _told;

    /// <param name="bucket">Name, for messages.</param>
    /// <param name="rootDirectory">Made by the first put when it does not exist.</param>
    /// <param name="timeProvider">Dates the objects put.</param>
    /// <param name="ids">Names files while they are written.</param>
    /// <param name="events">
    /// Told of what is put and deleted here, not through versions and the archive, whose callers tell it themselves;
    /// null tells nobody.
    /// </param>
    public LocalObjectStore(
        string bucket,
        string rootDirectory,
        TimeProvider timeProvider,
        IIdSource ids,
        ObjectEvents? events = null)
    {
        _told = new ToldChanges(bucket, events ?? new ObjectEvents(timeProvider));
        _folder = new DurableFolder(
            rootDirectory, ids, Failpoints.StoragePutBeforeRename, Failpoints.StoragePutAfterRename);
        _paths = new LocalPaths(bucket, _folder.Root);
        _calls = new LocalCalls(_paths);
        ConflictLock conflicts = new();
        _archive = new LocalArchive(_paths, _folder);
        _placing = new LocalPlacing(_paths, _folder, _archive, conflicts);
        _listing = new LocalListing(_paths, _archive, conflicts);
        _lookUps = new LocalLookUps(_paths, _archive);
        _intake = new LocalIntake(_paths, _folder, _placing);
        _attributes = new AttributeFiles(_folder);
        _encrypted = new EncryptedFiles(_folder, bucket);
        _reads = new LocalReads(_paths, _calls, _archive, _attributes, _encrypted);
        FileTimes times = new(timeProvider);
        LocalPublishing publishing = new(_folder, _placing, _attributes, times);
        _writes = new LocalWrites(_calls, _folder, publishing.Publish);
        _archivePlacing = new ArchivePlacing(_paths, _folder, _placing, _archive, conflicts);
        ArchiveMoves moves = new(_folder, _archive, _archivePlacing, _attributes);
        ArchivePuts puts = new(_calls, _folder, _archive, _archivePlacing, moves, times);
        Archive = new ArchivedObjects(_paths, _calls, _reads, _archive, _archivePlacing, moves, puts);
        VersionParts parts = new(
            _paths,
            _calls,
            _folder,
            _attributes,
            _reads,
            _archive,
            new OlderVersions(_paths, _folder, _archive, _attributes, times));
        Versions = new BucketVersions(parts, new VersionWriters(_placing, publishing.Publish, ids), conflicts);
    }

    public string Bucket => _paths.Bucket;

    public bool MayHaveEncrypted => _encrypted.Exist;

    /// <summary>The versions of the bucket's objects, for those who keep them.</summary>
    public BucketVersions Versions { get; }

    /// <summary>The archive of the bucket.</summary>
    public ArchivedObjects Archive { get; }

    public Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellationToken) =>
        _reads.HeadAsync(key, cancellationToken);

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
    public Task<AttributedObject?> FindAsync(string key, CancellationToken cancellationToken) =>
        _reads.FindAsync(key, cancellationToken);

    /// <summary>Those of an object that was listed.</summary>
    public Task<IReadOnlyList<AttributedObject>> WithAttributesAsync(
        IReadOnlyList<ObjectInfo> objects, CancellationToken cancellationToken) =>
        _reads.WithAttributesAsync(objects, cancellationToken);

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
                return _archive.SetAttributes(key, attributes);
            }

            _attributes.Write(
                new AttributeOwner(key), file.FullName, file.Length, file.LastWriteTimeUtc, attributes);
            AttributeFiles.Flush(file.FullName);
            return true;
        },
        cancellationToken);

    public Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) =>
        _reads.ReadAsync(key, cancellationToken);

    public async Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken) =>
        await _reads.OpenStreamAsync(key, cancellationToken) ?? throw new TarnException(
            ErrorCodes.ObjectMissing, $"Bucket '{Bucket}' has no object '{key}'");

    public Task<PutResult> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken) =>
        _told.PutAsync(_writes.PutAsync(key, content, condition, cancellationToken));

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
        _told.PutAsync(_writes.PutAsync(key, content, condition, attributes, cancellationToken));

    /// <summary>
    /// The object with its attributes, open for reading, or null when there is none. All of it is of one put, whatever
    /// is put meanwhile.
    /// </summary>
    /// <exception cref="TarnException"><c>TN4009</c>: it is archived.</exception>
    public Task<OpenObject?> OpenAsync(string key, CancellationToken cancellationToken) =>
        _reads.OpenAsync(key, cancellationToken);

    public Task MoveInAsync(string localPath, string key, CancellationToken cancellationToken) =>
        MoveInManyAsync([(localPath, key)], cancellationToken);

    public Task MoveInManyAsync(
        IReadOnlyList<(string LocalPath, string Key)> files, CancellationToken cancellationToken) =>
        _told.MoveAsync(files, _intake.MoveAsync(files, cancellationToken));

    /// <summary>Gives objects other keys, with their attributes. Repeating it after a crash is fine.</summary>
    /// <exception cref="TarnException"><c>TN4009</c>: one is archived.</exception>
    public async Task RenameManyAsync(
        IReadOnlyList<(string Key, string NewKey)> renames, CancellationToken cancellationToken)
    {
        List<(string Key, ObjectAttributes Attributes)> described = [];
        foreach ((string key, string newKey) in renames)
        {
            AttributedObject? found = await FindAsync(key, cancellationToken);
            if (found is not null && found.Attributes != ObjectAttributes.None)
            {
                described.Add((newKey, found.Attributes));
            }
        }

        await _intake.MoveAsync(
            [.. renames.Select(rename => (_reads.FilePath(rename.Key), rename.NewKey))], cancellationToken);
        foreach ((string key, ObjectAttributes attributes) in described)
        {
            await SetAttributesAsync(key, attributes, CancellationToken.None);
        }
    }

    public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        BlockingIo.RunAsync(
            () =>
            {
                HashSet<string> changed = new(StringComparer.Ordinal);
                List<string> deleted = [];
                foreach (string key in keys)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (_calls.Run("delete", key, _ => _placing.Delete(key, changed)))
                    {
                        deleted.Add(key);
                    }
                }

                WithTranslation($"delete objects of bucket '{Bucket}'", () => _placing.SyncChanged(changed));
                _told.Deleted(deleted);
            },
            cancellationToken);

    /// <summary>Deletes an object if it is still the one that was looked up; false when it is not.</summary>
    public Task<bool> DeleteUnchangedAsync(ObjectInfo found, CancellationToken cancellationToken) => _calls.RunAsync(
        "delete", found.Key, _ => _archivePlacing.TryDelete(found), cancellationToken);

    /// <summary>The absolute path. Characters that mean something to the engine's globs are not escaped.</summary>
    public string EnginePath(string key) => _reads.EnginePath(key);

    public IReadOnlyList<string> EnginePaths(IReadOnlyList<string> keys) => _reads.EnginePaths(keys);

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
