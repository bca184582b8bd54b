using Tarn.Common;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Versions;

/// <summary>
/// The versions of a bucket that are archived without being current: they are listed as before, and read after a
/// restore.
/// </summary>
public sealed class ArchivedVersions
{
    private readonly VersionParts _parts;
    private readonly VersionReads _reads;
    private readonly KeyLocks _locks;

    internal ArchivedVersions(VersionParts parts, VersionReads reads, KeyLocks locks)
    {
        _parts = parts;
        _reads = reads;
        _locks = locks;
    }

    /// <summary>Archives a version; false when it is current, a marker, archived already or gone.</summary>
    /// <param name="key">Of the object.</param>
    /// <param name="versionId">Of the version.</param>
    /// <param name="storageClass">An archived one.</param>
    /// <param name="cancellationToken">Looked at before anything is changed.</param>
    public Task<bool> ArchiveAsync(
        string key, string versionId, string storageClass, CancellationToken cancellationToken) => ChangeAsync(
        "archive",
        key,
        versionId,
        (older, found) => Pack(key, older, found, found with { StorageClass = storageClass }),
        cancellationToken);

    /// <summary>Notes that a copy is wanted; false when the version is not archived, or has one.</summary>
    public Task<bool> RequestAsync(
        string key, string versionId, RestoreMark mark, CancellationToken cancellationToken) => ChangeAsync(
        "describe",
        key,
        versionId,
        (older, found) =>
        {
            if (found.IsPacked != true)
            {
                return false;
            }

            FileInfo file = new(older.Path);
            _parts.Attributes.Write(
                new AttributeOwner(key, versionId),
                file.FullName,
                file.Length,
                file.LastWriteTimeUtc,
                found with { Restore = mark });
            AttributeFiles.Flush(file.FullName);
            return true;
        },
        cancellationToken);

    /// <summary>Makes it readable for a time; false when it is not archived, or is readable.</summary>
    /// <exception cref="TarnException"><c>TN4003</c>: it is damaged.</exception>
    public Task<bool> RestoreAsync(
        string key, string versionId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => ChangeAsync(
        "restore",
        key,
        versionId,
        (older, found) =>
        {
            if (found.IsPacked != true)
            {
                return false;
            }

            RestoreMark mark = found.Restore ?? new RestoreMark(expiresAt, Days: 0);
            _parts.Packed.Unpack(key, older, found with { Restore = mark with { ExpiresAt = expiresAt } });
            return true;
        },
        cancellationToken);

    /// <summary>Packs a restored copy again; false when it is none any more.</summary>
    public Task<bool> ExpireAsync(string key, string versionId, CancellationToken cancellationToken) => ChangeAsync(
        "archive",
        key,
        versionId,
        (older, found) => found.Restore is not null && Pack(key, older, found, found),
        cancellationToken);

    private bool Pack(string key, OlderVersion older, ObjectAttributes found, ObjectAttributes wanted)
    {
        if (found.IsPacked == true)
        {
            return false;
        }

        _parts.Packed.Pack(key, older, wanted);
        return true;
    }

    private Task<bool> ChangeAsync(
        string action,
        string key,
        string versionId,
        Func<OlderVersion, ObjectAttributes, bool> change,
        CancellationToken cancellationToken) => _parts.Calls.RunAsync(
        action,
        key,
        _ => _locks.Alone(key, () =>
        {
            if (_reads.FindCurrent(key)?.VersionId == versionId
                || _reads.FindOlder(key, versionId) is not { IsMarker: false } older)
            {
                return false;
            }

            FileInfo file = new(older.Path);
            return change(older, _parts.Attributes.Read(
                new AttributeOwner(key, versionId), older.Path, file.Length, file.LastWriteTimeUtc));
        }),
        cancellationToken);
}
