using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables.Checkpoints;
using Tarn.Tables.Integrity;

namespace Tarn.Tables.Log;

/// <summary>Finds and reads the checkpoints and commits of one table.</summary>
internal sealed class LogReader(IObjectStore store, string root, DuckInstance engine)
{
    private const int CommitInfoBytesMax = 1 << 20;

    /// <summary>The table as messages name it.</summary>
    public string Table { get; } = root.Length == 0 ? store.Bucket : $"{store.Bucket}/{root}";

    /// <summary>The state at the version, or the newest one; null when there is no table.</summary>
    /// <exception cref="TarnException">
    /// <c>TN5001</c>: damaged, or a version is missing; <c>TN5002</c>: it needs what Tarn does not have; <c>TN1003</c>:
    /// no such version yet.
    /// </exception>
    public async Task<SnapshotState?> LoadAsync(long? wanted, CancellationToken cancellationToken)
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

        (LogSegment segment, SnapshotState? state) = await StartAsync(listing, wanted, cancellationToken);
        foreach ((long version, ObjectInfo entry) in segment.Commits)
        {
            Commit commit = await ReadAsync(version, entry.Key, cancellationToken)
                ?? throw new TarnException(ErrorCodes.TableCorrupt, $"'{entry.Key}' was deleted while it was read");
            state = SnapshotState.Apply(state, commit, entry.LastModified, Table);
        }

        if (segment.Checksum is ObjectInfo checksum
            && await store.ReadAsync(checksum.Key, cancellationToken) is byte[] content)
        {
            VersionChecksum.Require(content, state!, checksum.Key, Table);
        }

        return state;
    }

    /// <summary>Reads on from a state without listing; also returns the commits that came after it.</summary>
    public async Task<(SnapshotState State, IReadOnlyList<Commit> Newer)> ReadOnAsync(
        SnapshotState state, CancellationToken cancellationToken)
    {
        List<Commit> newer = [];
        while (await ReadAsync(state.Version + 1, cancellationToken) is Commit commit)
        {
            state = SnapshotState.Apply(state, commit, state.Timestamp, Table);
            newer.Add(commit);
        }

        return (state, newer);
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
            JsonObject? info = await ReadInfoAsync(entry.Key, cancellationToken)
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
        CommitInfo.Timestamp(await ReadInfoAsync(key, cancellationToken), metadata);

    /// <summary>The keys of the sidecars a checkpoint names; of a classic one there are none.</summary>
    public Task<IReadOnlyList<string>> ReadSidecarKeysAsync(
        CheckpointSet checkpoint, CancellationToken cancellationToken) =>
        new CheckpointReader(store, root, engine, Table).ReadSidecarKeysAsync(checkpoint, cancellationToken);

    /// <summary>How a checkpoint differs from its checksum; null when it does not, or has none.</summary>
    public Task<string?> FindDamageAsync(CheckpointSet checkpoint, CancellationToken cancellationToken) =>
        new CheckpointChecksum(store, root, Table).FindDamageAsync(checkpoint, cancellationToken);

    /// <summary>
    /// What to read, and the state of the checkpoint that it begins with. A damaged checkpoint, or one that its pointer
    /// contradicts, is passed over when earlier files of the log tell the same; when they do not, damage is an error.
    /// </summary>
    private async Task<(LogSegment Segment, SnapshotState? State)> StartAsync(
        LogListing listing, long? wanted, CancellationToken cancellationToken)
    {
        LogSegment segment = listing.Segment(Table, wanted);
        while (segment.Checkpoint is CheckpointSet checkpoint)
        {
            try
            {
                await new CheckpointChecksum(store, root, Table).RequireAsync(checkpoint, cancellationToken);
                SnapshotState state =
                    await ReadCheckpointAsync(checkpoint, segment.CheckpointCommit, cancellationToken);
                byte[]? hint = await store.ReadAsync(LogPath.LastCheckpoint(root), cancellationToken);
                if (!LastCheckpoint.Contradicts(hint, state) || !listing.CanDoWithout(checkpoint, wanted))
                {
                    return (segment, state);
                }

                listing.Forget(checkpoint);
                segment = listing.Segment(Table, wanted);
            }
            catch (TarnException exception) when (exception.Code == ErrorCodes.TableCorrupt
                && listing.CanDoWithout(checkpoint, wanted))
            {
                listing.Forget(checkpoint);
                segment = listing.Segment(Table, wanted);
            }
        }

        return (segment, null);
    }

    private async Task<SnapshotState> ReadCheckpointAsync(
        CheckpointSet checkpoint, ObjectInfo? commit, CancellationToken cancellationToken)
    {
        CheckpointReader reader = new(store, root, engine, Table);
        Commit actions = await reader.ReadAsync(checkpoint, cancellationToken);
        JsonObject? info = commit is null ? null : await ReadInfoAsync(commit.Key, cancellationToken);
        DateTimeOffset modified = (commit ?? checkpoint.Files[0]).LastModified;
        SnapshotState state = SnapshotState.Apply(null, actions, modified, Table);
        return state with
        {
            Timestamp = CommitInfo.Timestamp(info, state.Metadata) ?? modified,
            Checkpoint = checkpoint,
        };
    }

    /// <summary>
    /// What a commit says of itself, from its first line; null when that line is another action, or longer than any
    /// such. The commit may be as large as the table, and nothing else of it is needed.
    /// </summary>
    private async Task<JsonObject?> ReadInfoAsync(string key, CancellationToken cancellationToken)
    {
        await using Stream stream = await store.OpenReadAsync(key, cancellationToken);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(CommitInfoBytesMax);
        try
        {
            int length = 0;
            int end = -1;
            while (end < 0 && length < CommitInfoBytesMax)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    break;
                }

                end = buffer.AsSpan(length, read).IndexOf((byte)'\n') is int found and >= 0 ? length + found : -1;
                length += read;
            }

            ReadOnlySpan<byte> line = buffer.AsSpan(0, end < 0 ? length : end + 1);
            return CommitChecksum.FindLineDamage(line) is string damage
                ? throw new TarnException(ErrorCodes.TableCorrupt, $"'{key}' is damaged: {damage}")
                : JsonNode.Parse(line)?["commitInfo"] as JsonObject;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Task<Commit?> ReadAsync(long version, CancellationToken cancellationToken) =>
        ReadAsync(version, LogPath.Commit(root, version), cancellationToken);

    private async Task<Commit?> ReadAsync(long version, string key, CancellationToken cancellationToken) =>
        await store.ReadAsync(key, cancellationToken) is byte[] content
            ? CommitReader.Read(content, version, key)
            : null;
}
