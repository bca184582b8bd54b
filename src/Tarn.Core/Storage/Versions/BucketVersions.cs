using System.Runtime.CompilerServices;
using Tarn.Common;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Versions;

/// <summary>
/// The versions of a local bucket's objects. What is written and deleted here makes versions, when the bucket has them;
/// what is written and deleted through the bucket itself, or by hand, does not: a new file is the <c>null</c> version
/// of its key, and the version that was current is gone. docs/formats/storage.md has the rules. Errors are
/// <see cref="TarnException"/> with a 4xxx code.
/// </summary>
public sealed class BucketVersions
{
    private readonly VersionParts _parts;
    private readonly VersioningState _state;
    private readonly VersionReads _reads;
    private readonly VersionChanges _changes;
    private readonly VersionListing _listing;
    private readonly LocalWrites _writes;
    private readonly KeyLocks _locks = new();

    internal BucketVersions(VersionParts parts, VersionWriters writers, ConflictLock conflicts)
    {
        _parts = parts;
        _state = new VersioningState(parts.Folder);
        _reads = new VersionReads(parts);
        _changes = new VersionChanges(parts, writers, _reads, _state, _locks);
        _listing = new VersionListing(parts, _reads, _locks, conflicts);
        _writes = new LocalWrites(parts.Calls, parts.Folder, _changes.Publish);
        Archive = new ArchivedVersions(parts, _reads, _locks);
    }

    /// <summary>Those that are archived without being current.</summary>
    public ArchivedVersions Archive { get; }

    /// <summary>Whether the bucket keeps versions now.</summary>
    public ValueTask<VersioningStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        _state.Known is { } known
            ? ValueTask.FromResult(known)
            : new(RunAsync("read whether there are versions in", _state.Read, cancellationToken));

    /// <summary>Begins, suspends or resumes keeping versions; durable on return.</summary>
    /// <param name="status">Enabled or suspended: there is no way back to none.</param>
    /// <param name="cancellationToken">Stops it before it is done.</param>
    /// <exception cref="TarnException"><c>TN4010</c>: the file system cannot keep versions.</exception>
    public Task SetStatusAsync(VersioningStatus status, CancellationToken cancellationToken) => RunAsync(
        "keep versions in",
        () =>
        {
            ArgumentOutOfRangeException.ThrowIfEqual(status, VersioningStatus.Unversioned);
            if (_state.Read() == VersioningStatus.Unversioned)
            {
                _parts.Older.RequireSecondNames();
            }

            _state.Write(status);
            return true;
        },
        cancellationToken);

    /// <summary>
    /// All versions of the objects whose keys begin so, in order of key, and of a key the newest first. In a bucket
    /// without versions every object is its own <c>null</c> version.
    /// </summary>
    public async IAsyncEnumerable<ObjectVersion> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        VersionRange range = new(new KeyRange { Prefix = prefix });
        await foreach (ListedVersion listed in ListAsync(range, cancellationToken))
        {
            yield return ((ListedVersion.Version)listed).Found;
        }
    }

    /// <summary>As above, with what stands for many.</summary>
    public IAsyncEnumerable<ListedVersion> ListAsync(VersionRange range, CancellationToken cancellationToken) =>
        _listing.ListAsync(range, cancellationToken);

    /// <summary>The version, or marker, of the object; null when there is none.</summary>
    /// <param name="key">Of the object.</param>
    /// <param name="versionId">Null for the latest.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public async Task<ObjectVersion?> FindAsync(string key, string? versionId, CancellationToken cancellationToken)
    {
        IReadOnlyList<ObjectVersion> versions = await AloneAsync(
            "look up", key, () => _reads.Read(key), cancellationToken);
        return versions.FirstOrDefault(version =>
            versionId is null ? version.IsLatest : version.VersionId == versionId);
    }

    /// <summary>
    /// The version, open for reading; null when there is none, or a marker. The caller disposes it.
    /// </summary>
    /// <exception cref="TarnException"><c>TN4009</c>: it is archived.</exception>
    public Task<OpenObject?> OpenAsync(string key, string versionId, CancellationToken cancellationToken) => AloneAsync(
        "read",
        key,
        () => FileOf(key, versionId) is not { } found ? null
            : found.File is null ? throw _parts.Archive.MustBeRestored(key)
            : OpenUnpacked(found.Owner, found.File.FullName),
        cancellationToken);

    /// <summary>A put; with versions it makes one, and keeps the one that was current.</summary>
    /// <param name="key">Of the object.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="condition">A delete marker counts as no object.</param>
    /// <param name="attributes">Asked for once the content has been read; throws to give the put up.</param>
    /// <param name="cancellationToken">Stops it before anything is visible.</param>
    public Task<PutResult> PutAsync(
        string key,
        Stream content,
        PutCondition condition,
        Func<ObjectAttributes>? attributes,
        CancellationToken cancellationToken) =>
        _writes.PutAsync(key, content, condition, attributes, cancellationToken);

    /// <summary>
    /// Replaces the attributes of a version; its content, its id and its time stay. False when there is none, or a
    /// marker.
    /// </summary>
    public Task<bool> SetAttributesAsync(
        string key, string versionId, ObjectAttributes attributes, CancellationToken cancellationToken) => AloneAsync(
        "describe",
        key,
        () =>
        {
            if (FileOf(key, versionId) is not { } found)
            {
                return false;
            }

            ObjectAttributes kept = attributes with
            {
                VersionId = versionId == ObjectVersion.NullId ? null : versionId,
            };
            if (found.File is not { } file)
            {
                return _parts.Archive.SetAttributes(key, kept);
            }

            _parts.Attributes.Write(found.Owner, file.FullName, file.Length, file.LastWriteTimeUtc, kept);
            AttributeFiles.Flush(file.FullName);
            return true;
        },
        cancellationToken);

    /// <summary>
    /// Deletes the object: for good in a bucket without versions, else by a delete marker, which is made even where
    /// there is no object.
    /// </summary>
    public Task<DeletedVersion> DeleteAsync(string key, CancellationToken cancellationToken) => _parts.Calls.RunAsync(
        "delete", key, _ => _changes.Delete(key), cancellationToken);

    /// <summary>As above, in a bucket with versions, of an object that is still the one that was looked up.</summary>
    /// <returns>Null, with nothing changed, when it is another now.</returns>
    public Task<DeletedVersion?> DeleteUnchangedAsync(ObjectInfo found, CancellationToken cancellationToken) =>
        _parts.Calls.RunAsync("delete", found.Key, _ => _changes.DeleteUnchanged(found), cancellationToken);

    /// <summary>
    /// Deletes one version, or marker, for good. When it was the latest, the one before it is again. One that is absent
    /// counts as deleted.
    /// </summary>
    public Task<DeletedVersion> DeleteAsync(string key, string versionId, CancellationToken cancellationToken) =>
        _parts.Calls.RunAsync("delete", key, _ => _changes.Delete(key, versionId), cancellationToken);

    private OpenObject? OpenUnpacked(AttributeOwner owner, string path)
    {
        OpenObject? open = _parts.Reads.Open(owner, path);
        if (open?.Found.Attributes.IsPacked != true)
        {
            return open;
        }

        open.Dispose();
        throw _parts.Archive.MustBeRestored(owner.Key);
    }

    /// <summary>Null for a marker, too; without a file for what is archived and current.</summary>
    private (AttributeOwner Owner, FileInfo? File)? FileOf(string key, string versionId)
    {
        if (_reads.FindCurrent(key) is { } current && current.VersionId == versionId)
        {
            return (key, current.File);
        }

        return _reads.FindOlder(key, versionId) is { IsMarker: false } older
            ? (new AttributeOwner(key, versionId), new FileInfo(older.Path))
            : null;
    }

    private Task<T> AloneAsync<T>(string action, string key, Func<T> work, CancellationToken cancellationToken) =>
        _parts.Calls.RunAsync(action, key, _ => _locks.Alone(key, work), cancellationToken);

    private Task<T> RunAsync<T>(string action, Func<T> work, CancellationToken cancellationToken) =>
        BlockingIo.RunAsync(
            () =>
            {
                try
                {
                    return work();
                }
                catch (Exception exception) when (IoErrors.IsIo(exception))
                {
                    throw IoErrors.Translate(exception, $"{action} bucket '{_parts.Paths.Bucket}'");
                }
            },
            cancellationToken);
}
