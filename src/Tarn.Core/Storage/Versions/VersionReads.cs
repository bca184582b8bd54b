using Tarn.Storage.Attributes;

namespace Tarn.Storage.Versions;

/// <summary>
/// Looks at the versions of a key. The object's file, when there is one, is the current version, whatever the archive
/// says; so a file that somebody dropped there is a new <c>null</c> version. Blocking; the callers hold the key's lock.
/// </summary>
internal sealed class VersionReads(VersionParts parts)
{
    /// <summary>Null when the object has no file.</summary>
    public CurrentVersion? FindCurrent(string key)
    {
        if (parts.Paths.Find(parts.Paths.Resolve(key)) is not FileInfo file)
        {
            return null;
        }

        ObjectAttributes found = parts.Attributes.Read(
            new AttributeOwner(key), file.FullName, file.Length, file.LastWriteTimeUtc);
        return new CurrentVersion(file, found.VersionId ?? KeptId(key, file) ?? ObjectVersion.NullId, found);
    }

    /// <summary>
    /// All versions of the key, the newest first. Of an archived version with the id of the current one nothing is
    /// said: a change that died left it, or it is the <c>null</c> version that a dropped file took the place of.
    /// </summary>
    public IReadOnlyList<ObjectVersion> Read(string key)
    {
        CurrentVersion? current = FindCurrent(key);
        List<ObjectVersion> versions = current is null ? [] : [Describe(key, current)];
        foreach (ArchivedVersion archived in parts.Archive.Read(key))
        {
            if (versions.All(version => version.VersionId != archived.VersionId)
                && Describe(key, archived, isLatest: versions.Count == 0 && archived.IsMarker) is { } described)
            {
                versions.Add(described);
            }
        }

        return WithTimes(versions);
    }

    /// <summary>The file of a version that is not current.</summary>
    public ArchivedVersion? FindArchived(string key, string versionId) =>
        parts.Archive.Read(key).FirstOrDefault(version => version.VersionId == versionId);

    private static ObjectVersion Describe(string key, CurrentVersion current)
    {
        ObjectInfo info = LocalPaths.Describe(key, current.File);
        return new ObjectVersion
        {
            Key = key,
            VersionId = current.VersionId,
            IsLatest = true,
            IsMarker = false,
            LastModified = info.LastModified,
            SizeBytes = info.SizeBytes,
            ETag = current.Attributes.ETag ?? info.ETag,
            Attributes = current.Attributes,
        };
    }

    private ObjectVersion? Describe(string key, ArchivedVersion archived, bool isLatest)
    {
        if (archived.IsMarker)
        {
            return new ObjectVersion
            {
                Key = key,
                VersionId = archived.VersionId,
                IsLatest = isLatest,
                IsMarker = true,
                LastModified = archived.Time,
                NoncurrentSince = archived.Time,
            };
        }

        FileInfo file = new(archived.Path);
        ObjectInfo info = LocalPaths.Describe(key, file);
        ObjectAttributes found = parts.Attributes.Read(
            new AttributeOwner(key, archived.VersionId), archived.Path, file.Length, file.LastWriteTimeUtc);
        return new ObjectVersion
        {
            Key = key,
            VersionId = archived.VersionId,
            IsLatest = false,
            IsMarker = false,
            LastModified = info.LastModified,
            NoncurrentSince = archived.Time,
            SizeBytes = info.SizeBytes,
            ETag = found.ETag ?? info.ETag,
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
    private string? KeptId(string key, FileInfo file) => parts.Archive.Read(key)
        .Where(version => !version.IsMarker)
        .FirstOrDefault(version =>
        {
            FileInfo kept = new(version.Path);
            return kept.Length == file.Length && kept.LastWriteTimeUtc == file.LastWriteTimeUtc;
        })?.VersionId;
}
