using System.Runtime.CompilerServices;
using Tarn.Common;

namespace Tarn.Storage.Versions;

/// <summary>Lists the versions of a bucket in order of key, and of a key the newest first.</summary>
internal sealed class VersionListing(
    VersionParts parts, VersionReads reads, KeyLocks locks, ConflictLock conflicts)
{
    private readonly LocalDirectories _directories = new(parts.Paths);

    public async IAsyncEnumerable<ListedVersion> ListAsync(
        VersionRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (range.Keys.Prefix.Length > 0 && !ObjectKey.IsValid(range.Keys.Prefix))
        {
            yield break;
        }

        if (range.AfterVersionId is not null)
        {
            IReadOnlyList<ListedVersion> rest = await BlockingIo.RunAsync(() => RestOfKey(range), cancellationToken);
            foreach (ListedVersion version in rest)
            {
                yield return version;
            }
        }

        KeyWalk<IReadOnlyList<ListedVersion>> walk = new(
            ReadDirectory,
            entry => Look(entry.Key),
            prefix => [new ListedVersion.CommonPrefix(prefix)],
            conflicts,
            range.Keys);
        await foreach (IReadOnlyList<ListedVersion> listed in WalkPages.ReadAsync(walk.Run(), cancellationToken))
        {
            foreach (ListedVersion version in listed)
            {
                yield return version;
            }
        }
    }

    /// <summary>Objects first: one that is deleted meanwhile is an older version before its file goes.</summary>
    private IEnumerable<DirectoryEntry> ReadDirectory(string directoryKey) =>
        _directories.Read(directoryKey).Concat(_directories.ReadVersioned(directoryKey));

    private IReadOnlyList<ListedVersion>? Look(string key)
    {
        IReadOnlyList<ObjectVersion> versions = locks.Alone(key, () => reads.Read(key));
        return versions.Count == 0 ? null : [.. versions.Select(version => new ListedVersion.Version(version))];
    }

    private IReadOnlyList<ListedVersion> RestOfKey(VersionRange range)
    {
        if (range.Keys.After is not { } key
            || !ObjectKey.IsValid(key)
            || !key.StartsWith(range.Keys.Prefix, StringComparison.Ordinal)
            || range.Keys.CommonPrefixOf(key) is not null)
        {
            return [];
        }

        IReadOnlyList<ObjectVersion> versions = locks.Alone(key, () => reads.Read(key));
        int marker = versions.TakeWhile(version => version.VersionId != range.AfterVersionId).Count();
        return [.. versions
            .Skip(marker == versions.Count ? 0 : marker + 1)
            .Select(version => new ListedVersion.Version(version))];
    }
}
