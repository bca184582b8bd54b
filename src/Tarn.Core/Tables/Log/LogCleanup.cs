using Tarn.Storage;
using Tarn.Tables.Checkpoints;

namespace Tarn.Tables.Log;

/// <summary>
/// Deletes the part of a log that is older than <c>delta.logRetentionDuration</c> and that no version after it needs
/// ("Metadata Cleanup"): everything before the newest checkpoint that is itself that old.
/// </summary>
internal sealed class LogCleanup(IObjectStore store, string root, LogReader log, TimeProvider timeProvider)
{
    private static readonly TimeSpan SidecarAgeMin = TimeSpan.FromDays(1);

    public async Task RunAsync(SnapshotState state, TableProperties properties, CancellationToken cancellationToken)
    {
        if (!properties.CleansLog)
        {
            return;
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        DateTimeOffset cut = new((now - properties.LogRetention).UtcDateTime.Date, TimeSpan.Zero);
        LogListing listing = await log.ListAsync(cancellationToken);
        if (await FindKeptAsync(listing, state.Metadata, cut, cancellationToken) is not CheckpointSet kept)
        {
            return;
        }

        string[] expired = [.. listing.Before(kept.Version).Select(entry => entry.Key)];
        if (expired.Length == 0)
        {
            return;
        }

        await store.DeleteAsync(expired, cancellationToken);
        await DeleteSidecarsAsync(listing, kept.Version, now - SidecarAgeMin, cancellationToken);
    }

    /// <summary>
    /// Deletes everything before a checkpoint whatever its age, so that no earlier version can be read and no
    /// statistics of their files are left.
    /// </summary>
    /// <returns>How many files of the log there were.</returns>
    public async Task<int> ForgetBeforeAsync(long version, CancellationToken cancellationToken)
    {
        LogListing listing = await log.ListAsync(cancellationToken);
        string[] older = [.. listing.Before(version).Select(entry => entry.Key)];
        await store.DeleteAsync(older, cancellationToken);
        await DeleteSidecarsAsync(listing, version, DateTimeOffset.MaxValue, cancellationToken);
        return older.Length;
    }

    /// <summary>
    /// The newest complete checkpoint of a version that is not newer than the cut; with it and what follows it every
    /// younger version can be read. A damaged one cannot take the place of what is before it.
    /// </summary>
    private async Task<CheckpointSet?> FindKeptAsync(
        LogListing listing, MetadataAction metadata, DateTimeOffset cut, CancellationToken cancellationToken)
    {
        foreach (CheckpointSet checkpoint in listing.CompleteCheckpoints.Reverse())
        {
            // Clocks of writers differ: no version counts as older than one before it.
            DateTimeOffset modified = listing.Commits
                .TakeWhile(commit => commit.Key <= checkpoint.Version)
                .Select(commit => commit.Value.LastModified)
                .DefaultIfEmpty(checkpoint.Files[0].LastModified)
                .Max();
            if (modified <= cut
                && !(listing.Commits.TryGetValue(checkpoint.Version, out ObjectInfo? commit)
                    && await log.ReadTimestampAsync(commit.Key, metadata, cancellationToken) > cut)
                && await log.FindDamageAsync(checkpoint, cancellationToken) is null)
            {
                return checkpoint;
            }
        }

        return null;
    }

    /// <summary>Those of V2 checkpoints that are gone; another writer's checkpoint may be only half there.</summary>
    private async Task DeleteSidecarsAsync(
        LogListing listing, long keptVersion, DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        List<string> old = [];
        await foreach (ObjectInfo sidecar in store.ListAsync(LogPath.Sidecars(root), cancellationToken))
        {
            if (sidecar.LastModified < olderThan)
            {
                old.Add(sidecar.Key);
            }
        }

        if (old.Count == 0)
        {
            return;
        }

        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (CheckpointSet checkpoint in listing.CompleteCheckpoints.Where(set => set.Version >= keptVersion))
        {
            used.UnionWith(await log.ReadSidecarKeysAsync(checkpoint, cancellationToken));
        }

        await store.DeleteAsync([.. old.Where(key => !used.Contains(key))], cancellationToken);
    }
}
