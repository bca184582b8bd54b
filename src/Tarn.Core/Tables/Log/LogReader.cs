using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables.Checkpoints;

namespace Tarn.Tables.Log;

/// <summary>Finds and reads the checkpoints and commits of one table.</summary>
internal sealed class LogReader(IObjectStore store, string root, DuckInstance engine)
{
    private readonly CommitInfoReader _infos = new(store);
    private readonly CheckpointStart _checkpoints = new(store, root, engine);

    /// <summary>The table as messages name it.</summary>
    public string Table { get; } = FileKey.Table(store, root);

    /// <summary>The state at the version, or the newest one; null when there is no table.</summary>
    /// <exception cref="TarnException">
    /// <c>TN5001</c>: damaged, or a version is missing; <c>TN5002</c>: it needs what Tarn does not have; <c>TN1003</c>:
    /// no such version yet.
    /// </exception>
    public Task<SnapshotState?> LoadAsync(long? wanted, CancellationToken cancellationToken) =>
        LoadAsync(wanted, withFiles: true, cancellationToken);

    /// <summary>As above; may leave the files of the checkpoint unread, which is nearly all there is to read.</summary>
    public async Task<SnapshotState?> LoadAsync(long? wanted, bool withFiles, CancellationToken cancellationToken)
    {
        LogListing listing = await ListAsync(cancellationToken);
        if (listing.IsEmpty)
        {
            return null;
        }

        while (listing.FirstGap(wanted) is long gap
            && await store.HeadAsync(LogPath.Commit(root, gap), cancellationToken) is ObjectInfo missed)
        {
            listing.Take(root, missed);
        }

        (LogSegment segment, SnapshotState? state) =
            await _checkpoints.StartAsync(listing, wanted, withFiles, cancellationToken);
        foreach ((long version, ObjectInfo entry) in segment.Commits)
        {
            Commit commit = await ReadAsync(version, entry.Key, cancellationToken)
                ?? throw new TarnException(ErrorCodes.TableCorrupt, $"'{entry.Key}' was deleted while it was read");
            state = SnapshotState.Apply(state, commit, entry.LastModified, Table) with { Mark = entry.ETag };
        }

        if (segment.Checksum is ObjectInfo checksum)
        {
            await RequireChecksumAsync(state!, checksum.Key, cancellationToken);
        }

        return state;
    }

    /// <summary>Reads on from a state without listing; also returns the commits that came after it.</summary>
    public async Task<(SnapshotState State, IReadOnlyList<Commit> Newer)> ReadOnAsync(
        SnapshotState state, CancellationToken cancellationToken)
    {
        List<Commit> newer = [];
        while (await HeadAsync(state.Version + 1, cancellationToken) is ObjectInfo entry
            && await ReadAsync(state.Version + 1, cancellationToken) is Commit commit)
        {
            state = SnapshotState.Apply(state, commit, entry.LastModified, Table) with { Mark = entry.ETag };
            newer.Add(commit);
        }

        return (state, newer);
    }

    /// <summary>
    /// The newest state, from an earlier one and what came after it. Null when that cannot be: the commit of the
    /// earlier state is gone, is another one (of a table that took its place), or a version after it is missing.
    /// </summary>
    public async Task<SnapshotState?> ContinueAsync(SnapshotState earlier, CancellationToken cancellationToken)
    {
        if ((await HeadAsync(earlier.Version, cancellationToken))?.ETag is not string mark || mark != earlier.Mark)
        {
            return null;
        }

        (SnapshotState state, _) = await ReadOnAsync(earlier, cancellationToken);
        while (await HeadAsync(state.Version + 2, cancellationToken) is not null)
        {
            // Either the next version was committed this moment, or it is lost.
            (state, IReadOnlyList<Commit> newer) = await ReadOnAsync(state, cancellationToken);
            if (newer.Count == 0)
            {
                return null;
            }
        }

        if (state.Version > earlier.Version)
        {
            await RequireChecksumAsync(state, LogPath.Checksum(root, state.Version), cancellationToken);
        }

        return state;
    }

    /// <summary>The commits of the versions in the range, both ends included.</summary>
    /// <exception cref="TarnException"><c>TN5001</c>: one is missing.</exception>
    public async Task<IReadOnlyList<Commit>> ReadRangeAsync(
        long firstVersion, long lastVersion, CancellationToken cancellationToken)
    {
        List<Commit> commits = [];
        for (long version = firstVersion; version <= lastVersion; version++)
        {
            commits.Add(await ReadAsync(version, cancellationToken)
                ?? throw new TarnException(ErrorCodes.TableCorrupt, $"table '{Table}' has lost version {version}"));
        }

        return commits;
    }

    /// <summary>All commits that are still there with the times of their files, newest first.</summary>
    public async IAsyncEnumerable<(Commit Commit, DateTimeOffset Modified)> ReadBackAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LogListing listing = await ListAsync(cancellationToken);
        foreach ((long version, ObjectInfo entry) in listing.Commits.Reverse())
        {
            if (await ReadAsync(version, entry.Key, cancellationToken) is Commit commit)
            {
                yield return (commit, entry.LastModified);
            }
        }
    }

    /// <summary>
    /// The version that was the newest at a moment; null when there is no table. Times of commits are taken to grow:
    /// one that is not later than the commit before it counts as a millisecond later.
    /// </summary>
    /// <exception cref="TarnException"><c>TN1003</c>: the moment is before the oldest commit in the log.</exception>
    public async Task<long?> FindVersionAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        LogListing listing = await ListAsync(cancellationToken);
        long? found = null;
        DateTimeOffset last = DateTimeOffset.MinValue;
        foreach ((long version, ObjectInfo entry) in listing.Commits)
        {
            JsonObject? info = await _infos.ReadAsync(entry.Key, cancellationToken)
                ?? (await ReadAsync(version, entry.Key, cancellationToken))?.Info;
            DateTimeOffset at = CommitInfo.Timestamp(info) ?? entry.LastModified;
            at = at > last ? at : last.AddMilliseconds(1);
            if (at > moment)
            {
                return found ?? throw new TarnException(
                    ErrorCodes.UnknownName,
                    $"table '{Table}' has no version as old as {new AsOf.Moment(moment)}; "
                    + $"the oldest in its log, {version}, is of {new AsOf.Moment(at)}");
            }

            (found, last) = (version, at);
        }

        return found;
    }

    /// <summary>
    /// The files that are no longer live but were until after a moment, so that readers of older versions and VACUUM
    /// must still know them ("Remove File": tombstones). Read when asked for, because few need them.
    /// </summary>
    /// <exception cref="TarnException"><c>TN5001</c>: the checkpoint cannot be read again.</exception>
    public async Task<IReadOnlyCollection<RemoveAction>> ReadTombstonesAsync(
        SnapshotState state, DateTimeOffset removedAfter, CancellationToken cancellationToken)
    {
        long after = removedAfter.ToUnixTimeMilliseconds();
        if (state.Checkpoint is CheckpointSet known && !await IsThereAsync(known, cancellationToken))
        {
            state = await LoadAsync(state.Version, cancellationToken) ?? state;
        }

        Dictionary<string, RemoveAction> tombstones = new(StringComparer.Ordinal);
        if (state.Checkpoint is CheckpointSet checkpoint)
        {
            CheckpointReader reader = new(store, root, engine, Table);
            foreach (RemoveAction remove in await reader.ReadRemovesAsync(checkpoint, after, cancellationToken))
            {
                if (!state.Files.ContainsKey(remove.Id))
                {
                    tombstones[remove.Id] = remove;
                }
            }
        }

        foreach (RemoveAction remove in state.Removed.Values)
        {
            tombstones[remove.Id] = remove;
        }

        return [.. tombstones.Values.Where(remove => remove.DeletedUnixMs > after)];
    }

    public async Task<LogListing> ListAsync(CancellationToken cancellationToken)
    {
        LogListing listing = new();
        await foreach (ObjectInfo entry in store.ListAsync(LogPath.Prefix(root), cancellationToken))
        {
            listing.Take(root, entry);
        }

        return listing;
    }

    /// <summary>When a commit says it was made; null when it does not.</summary>
    public async Task<DateTimeOffset?> ReadTimestampAsync(
        string key, MetadataAction metadata, CancellationToken cancellationToken) =>
        CommitInfo.Timestamp(await _infos.ReadAsync(key, cancellationToken), metadata);

    /// <summary>The keys of the sidecars a checkpoint names; of a classic one there are none.</summary>
    public Task<IReadOnlyList<string>> ReadSidecarKeysAsync(
        CheckpointSet checkpoint, CancellationToken cancellationToken) =>
        new CheckpointReader(store, root, engine, Table).ReadSidecarKeysAsync(checkpoint, cancellationToken);

    /// <summary>How a checkpoint differs from its checksum; null when it does not, or has none.</summary>
    public Task<string?> FindDamageAsync(CheckpointSet checkpoint, CancellationToken cancellationToken) =>
        new CheckpointChecksum(store, root, Table).FindDamageAsync(checkpoint, cancellationToken);

    /// <summary>A checkpoint may be deleted once a newer one is there ("Metadata Cleanup").</summary>
    private async Task<bool> IsThereAsync(CheckpointSet checkpoint, CancellationToken cancellationToken)
    {
        foreach (ObjectInfo file in checkpoint.Files)
        {
            if (await store.HeadAsync(file.Key, cancellationToken) is null)
            {
                return false;
            }
        }

        return true;
    }

    private async Task RequireChecksumAsync(SnapshotState state, string key, CancellationToken cancellationToken)
    {
        if (state.FilesOrNull is not null && await store.ReadAsync(key, cancellationToken) is byte[] content)
        {
            VersionChecksum.Require(content, state, key, Table);
        }
    }

    private Task<ObjectInfo?> HeadAsync(long version, CancellationToken cancellationToken) =>
        store.HeadAsync(LogPath.Commit(root, version), cancellationToken);

    private Task<Commit?> ReadAsync(long version, CancellationToken cancellationToken) =>
        ReadAsync(version, LogPath.Commit(root, version), cancellationToken);

    private async Task<Commit?> ReadAsync(long version, string key, CancellationToken cancellationToken) =>
        await store.ReadAsync(key, cancellationToken) is byte[] content
            ? CommitReader.Read(content, version, key)
            : null;
}
