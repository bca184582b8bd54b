using Tarn.Common;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Versions;

/// <summary>
/// Makes and deletes versions, in steps after each of which the process may die: what is current stays so until its
/// successor takes its place by one rename, and is among the older versions before that. Blocking.
/// docs/formats/storage.md has the steps.
/// </summary>
internal sealed class VersionChanges(
    VersionParts parts, VersionWriters writers, VersionReads reads, VersioningState state, KeyLocks locks)
{
    private readonly OlderVersions _older = parts.Older;

    /// <inheritdoc cref="PublishFile"/>
    public PutResult Publish(
        TemporaryFile file, string key, PutCondition condition, ObjectAttributes? attributes)
    {
        ObjectAttributes given = attributes ?? ObjectAttributes.None;
        return state.Read() == VersioningStatus.Unversioned
            ? writers.Publish(file, key, condition, given with { VersionId = null })
            : locks.Alone(key, () => PublishAlone(file, key, condition, given));
    }

    /// <summary>Deletes as S3 does without a version id: with versions, a marker becomes the latest.</summary>
    public DeletedVersion Delete(string key)
    {
        if (state.Read() == VersioningStatus.Unversioned)
        {
            DeleteCurrent(key);
            return new DeletedVersion(VersionId: null, IsMarker: false);
        }

        return locks.Alone(key, () => Hide(key, reads.FindCurrent(key)));
    }

    /// <summary>As above, in a bucket with versions, of an object that is still the one that was looked up.</summary>
    /// <returns>Null, with nothing changed, when it is another now.</returns>
    public DeletedVersion? DeleteUnchanged(ObjectInfo found) => locks.Alone(
        found.Key,
        () => reads.FindCurrent(found.Key) is { } current && current.Found.Info.ETag == found.ETag
            ? Hide(found.Key, current)
            : null);

    /// <summary>
    /// Deletes one version for good; when it was the latest, the next one is again, if that is no marker the object is
    /// back. A version that is not there counts as deleted.
    /// </summary>
    public DeletedVersion Delete(string key, string versionId) => locks.Alone(key, () =>
    {
        CurrentVersion? current = reads.FindCurrent(key);
        ILookup<bool, OlderVersion> older = _older.Read(key).ToLookup(kept => kept.VersionId == versionId);
        OlderVersion? next = older[false].FirstOrDefault();
        if (current?.VersionId == versionId)
        {
            _older.Remove(key, older[true]);
            if (next is { IsMarker: false })
            {
                Restore(key, next);
            }
            else
            {
                DeleteCurrent(key);
            }

            return new DeletedVersion(versionId, IsMarker: false);
        }

        OlderVersion? gone = older[true].FirstOrDefault();
        bool wasLatest = current is null && gone is { IsMarker: true } && (next is null || next.Ticks < gone.Ticks);
        if (wasLatest && next is { IsMarker: false })
        {
            Restore(key, next);
        }

        if (gone is not null)
        {
            _older.Remove(key, older[true]);
        }

        return new DeletedVersion(versionId, gone is { IsMarker: true });
    });

    private DeletedVersion Hide(string key, CurrentVersion? current)
    {
        string id = NextId();
        if (current is not null && current.VersionId != id)
        {
            _older.Keep(current);
        }

        OlderVersion marker = _older.Mark(key, id);
        if (current is not null)
        {
            DeleteCurrent(key);
        }

        RemoveReplaced(key, marker);
        return new DeletedVersion(id, IsMarker: true);
    }

    private PutResult PublishAlone(
        TemporaryFile file, string key, PutCondition condition, ObjectAttributes attributes)
    {
        CurrentVersion? current = reads.FindCurrent(key);
        if (condition == PutCondition.IfAbsent && current is not null)
        {
            return new PutResult.AlreadyExists();
        }

        string id = NextId();
        if (current is not null && current.VersionId != id)
        {
            _older.Keep(current);
        }

        PutResult result = writers.Publish(
            file, key, condition, attributes with { VersionId = id == ObjectVersion.NullId ? null : id });
        if (result is not PutResult.Stored stored)
        {
            return result;
        }

        RemoveReplaced(key, by: null, id);
        return stored with { VersionId = id };
    }

    private void DeleteCurrent(string key)
    {
        HashSet<string> changed = new(StringComparer.Ordinal);
        writers.Placing.Delete(key, changed);
        writers.Placing.SyncChanged(changed);
    }

    private string NextId() =>
        state.Read() == VersioningStatus.Enabled ? writers.Ids.NextId() : ObjectVersion.NullId;

    private void RemoveReplaced(string key, OlderVersion by) => RemoveReplaced(key, by, by.VersionId);

    /// <summary>There is one <c>null</c> version; the one before goes once the new one is durable.</summary>
    private void RemoveReplaced(string key, OlderVersion? by, string versionId)
    {
        if (versionId == ObjectVersion.NullId)
        {
            List<OlderVersion> replaced =
                [.. _older.Read(key).Where(kept => kept.VersionId == versionId && kept != by)];
            if (replaced.Count > 0)
            {
                _older.Remove(key, replaced);
            }
        }
    }

    /// <summary>What is current is in the archive or like any other: an archived version gets STANDARD.</summary>
    private void RestoreForGood(string key, OlderVersion version, AttributeOwner owner)
    {
        FileInfo file = new(version.Path);
        ObjectAttributes found = parts.Attributes.Read(
            owner, version.Path, file.Length, file.LastWriteTimeUtc);
        ObjectAttributes wanted = found with { StorageClass = null, Restore = null };
        if (found.IsPacked == true)
        {
            parts.Packed.Unpack(key, version, wanted);
        }
        else if (found.Restore is not null)
        {
            parts.Attributes.Write(owner, version.Path, file.Length, file.LastWriteTimeUtc, wanted);
            AttributeFiles.Flush(version.Path);
        }
    }

    /// <summary>Makes the newest of the older ones current again, in place of what is.</summary>
    private void Restore(string key, OlderVersion version)
    {
        AttributeOwner kept = new(key, version.VersionId);
        RestoreForGood(key, version, kept);
        parts.Attributes.CopyBeside(kept, key);
        string placed = writers.Placing.Place(version.Path, key, replace: true)!;
        DurableFolder.SyncParent(placed);
        Failpoint.Hit(Failpoints.StorageVersionRestored);
        writers.Placing.Settle(key, placed);
        _older.Remove(key, []);
        parts.Attributes.RemoveBeside(kept);
    }
}
