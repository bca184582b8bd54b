using System.Runtime.CompilerServices;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Tables.Log;

/// <summary>Finds and reads the commits of one table.</summary>
internal sealed class LogReader(IObjectStore store, string root)
{
    /// <summary>The table as messages name it.</summary>
    public string Table { get; } = root.Length == 0 ? store.Bucket : $"{store.Bucket}/{root}";

    /// <summary>The state at the version, or the newest one; null when there is no table.</summary>
    /// <exception cref="TarnException">
    /// <c>TN5001</c>: damaged, or a version is missing; <c>TN5002</c>: only a checkpoint could tell; <c>TN1003</c>: no
    /// such version yet.
    /// </exception>
    public async Task<SnapshotState?> LoadAsync(long? wanted, CancellationToken cancellationToken)
    {
        LogListing listing = await ListAsync(cancellationToken);
        if (listing.IsEmpty)
        {
            return null;
        }

        listing.RequireComplete(Table, wanted);
        SnapshotState? state = null;
        foreach ((long version, ObjectInfo entry) in listing.Commits)
        {
            if (version <= (wanted ?? long.MaxValue))
            {
                Commit commit = await ReadAsync(version, entry.Key, cancellationToken)
                    ?? throw new TarnException(ErrorCodes.TableCorrupt, $"'{entry.Key}' was deleted while it was read");
                state = SnapshotState.Apply(state, commit, entry.LastModified, Table);
            }
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

    private Task<Commit?> ReadAsync(long version, CancellationToken cancellationToken) =>
        ReadAsync(version, LogPath.Commit(root, version), cancellationToken);

    private async Task<Commit?> ReadAsync(long version, string key, CancellationToken cancellationToken) =>
        await store.ReadAsync(key, cancellationToken) is byte[] content
            ? CommitReader.Read(content, version, key)
            : null;

    private async Task<LogListing> ListAsync(CancellationToken cancellationToken)
    {
        LogListing listing = new();
        await foreach (ObjectInfo entry in store.ListAsync(LogPath.Prefix(root), cancellationToken))
        {
            listing.Take(root, entry);
        }

        return listing;
    }
}
