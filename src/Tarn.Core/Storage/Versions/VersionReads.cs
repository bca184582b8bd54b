using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Versions;

/// <summary>
/// Looks at the versions of a key. The object as it is without versions, when there is one, is the current version; so
/// a file that somebody dropped there is a new <c>null</c> version. Blocking; the callers hold the key's lock.
/// </summary>
internal sealed class VersionReads(VersionParts parts)
{
    /// <summary>Null when there is no object now.</summary>
    public CurrentVersion? FindCurrent(string key)
    {
        if (parts.Paths.Find(parts.Paths.Resolve(key)) is not FileInfo file)
        {
            return parts.Archive.Find(key) is { } archived
                ? new CurrentVersion(File: null, archived, archived.Attributes.VersionId ?? ObjectVersion.NullId)
                : null;
        }

        AttributedObject found = new(
            LocalPaths.Describe(key, file),
            parts.Attributes.Read(key, file.FullName, file.Length, file.LastWriteTimeUtc));
        string id = found.Attributes.VersionId ?? KeptId(key, file) ?? ObjectVersion.NullId;
        return new CurrentVersion(file, found, id);
    }

    /// <summary>
    /// All versions of the key, the newest first. Of an older version with the id of the current one nothing is
    /// said: a change that died left it, or it is the <c>null</c> version that a dropped file took the place of.
    /// </summary>
    public IReadOnlyList<ObjectVersion> Read(string key)
    {
        CurrentVersion? current = FindCurrent(key);
        List<ObjectVersion> versions = current is null ? [] : [Describe(current)];
        foreach (OlderVersion older in parts.Older.Read(key))
        {
            if (versions.All(version => version.VersionId != older.VersionId))
            {
                versions.Add(Describe(key, older, isLatest: versions.Count == 0 && older.IsMarker));
            }
        }

        return WithTimes(versions);
    }

    /// <summary>The file of a version that is not current.</summary>
    public OlderVersion? FindOlder(string key, string versionId) =>
        parts.Older.Read(key).FirstOrDefault(version => version.VersionId == versionId);

    private static ObjectVersion Describe(CurrentVersion current) => new()
    {
        Key = current.Found.Info.Key,
        VersionId = current.VersionId,
        IsLatest = true,
        IsMarker = false,
        LastModified = current.Found.Info.LastModified,
        SizeBytes = current.Found.Info.SizeBytes,
        ETag = current.Found.ETag,
        IsArchived = current.Found.Info.IsArchived,
        Attributes = current.Found.Attributes,
    };

    private ObjectVersion Describe(string key, OlderVersion older, bool isLatest)
    {
        if (older.IsMarker)
        {
            return new ObjectVersion
            {
                Key = key,
                VersionId = older.VersionId,
                IsLatest = isLatest,
                IsMarker = true,
                LastModified = older.Time,
                NoncurrentSince = older.Time,
            };
        }

        FileInfo file = new(older.Path);
        ObjectAttributes found = parts.Attributes.Read(
            new AttributeOwner(key, older.VersionId), older.Path, file.Length, file.LastWriteTimeUtc);
        ArchiveHeader? packed = parts.Packed.Find(key, older, found);
        ObjectInfo info = packed is null
            ? LocalPaths.Describe(key, file)
            : LocalPaths.Describe(key, packed.SizeBytes, new DateTime(packed.ModifiedTicks, DateTimeKind.Utc));
        return new ObjectVersion
        {
            Key = key,
            VersionId = older.VersionId,
            IsLatest = false,
            IsMarker = false,
            LastModified = info.LastModified,
            NoncurrentSince = older.Time,
            SizeBytes = info.SizeBytes,
            ETag = found.ETag ?? info.ETag,
            IsArchived = packed is not null,
            Attributes = found,
        };
    }

    /// <summary>Of a marker it is known when it was made; it was the latest until the next one came.</summary>
    private static List<ObjectVersion> WithTimes(List<ObjectVersion> versions)
    {
        for (int i = 0; i < versions.Count; i++)
        {
            ObjectVersion version = versions[i];
            if (version.IsLatest)
            {
                versions[i] = version with { NoncurrentSince = null };
            }
            else if (version.IsMarker && i > 0 && versions[i - 1].LastModified > version.LastModified)
            {
                versions[i] = version with { NoncurrentSince = versions[i - 1].LastModified };
            }
        }

        return versions;
    }

    /// <summary>
    /// The id of a file whose attributes were taken away by a put that died where they are kept beside it: that of its
    /// second name, which the put had made.
    /// </summary>
    private string? KeptId(string key, FileInfo file) => parts.Older.Read(key)
        .Where(version => !version.IsMarker)
        .FirstOrDefault(version =>
        {
            FileInfo kept = new(version.Path);
            return kept.Length == file.Length && kept.LastWriteTimeUtc == file.LastWriteTimeUtc;
        })?.VersionId;
}
