using System.Runtime.CompilerServices;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables.Checkpoints;
using Tarn.Tables.Commits;
using Tarn.Tables.Constraints;
using Tarn.Tables.Log;
using Tarn.Tables.Reading;

namespace Tarn.Tables;

/// <summary>
/// One Delta Lake table: reads its log into snapshots and adds commits to it, each at most once and all or nothing.
/// Remembers the newest version it has seen and reads only what came after, so one for a table is best kept and shared
/// by threads; but any number of them, in any number of processes, may work on one table.
/// </summary>
/// <param name="store">The bucket.</param>
/// <param name="root">Key prefix of the table, without a slash at the end.</param>
/// <param name="engine">Reads and writes checkpoints.</param>
public sealed class DeltaTable(
    IObjectStore store, string root, DuckInstance engine, TimeProvider timeProvider, IIdSource idSource)
{
    private const int CommitAttemptsMax = 200;
    private const int DelayMsMax = 100;
    private readonly LogReader _log = new(store, root, engine);
    private volatile TableSnapshot? _newest;

    /// <summary>The table as messages name it.</summary>
    public string Name => _log.Table;

    internal IObjectStore Store => store;

    internal string Root => root;

    internal DuckInstance Engine => engine;

    internal TimeProvider Clock => timeProvider;

    internal IIdSource Ids => idSource;

    internal LogReader Log => _log;

    internal LogCleanup LogCleanup => new(store, root, _log, timeProvider);

    private CheckpointWriter Checkpoints => new(store, root, engine, _log, timeProvider, idSource);

    /// <summary>The newest version, or null when there is no table.</summary>
    /// <exception cref="TarnException">
    /// <c>TN5001</c>: the log is damaged or lacks a version; <c>TN5002</c>: it needs a feature Tarn does not have.
    /// </exception>
    public Task<TableSnapshot?> LoadAsync(CancellationToken cancellationToken) =>
        LoadNewestAsync(withFiles: true, cancellationToken);

    /// <summary>The table as of a version, or null when there is no table.</summary>
    /// <exception cref="TarnException">As for the newest version; <c>TN1003</c>: no such version yet.</exception>
    public async Task<TableSnapshot?> LoadAsync(long version, CancellationToken cancellationToken) =>
        await _log.LoadAsync(version, cancellationToken) is SnapshotState state
            ? TableSnapshot.Of(state, null, _log.Table)
            : null;

    /// <summary>The table as of a version or a moment, or null when there is no table.</summary>
    /// <exception cref="TarnException">
    /// As for the newest version; <c>TN1003</c>: no such version yet, or none as old as the moment.
    /// </exception>
    public async Task<TableSnapshot?> LoadAsync(AsOf asOf, CancellationToken cancellationToken) => asOf switch
    {
        AsOf.Version(long number) => await LoadAsync(number, cancellationToken),
        AsOf.Moment(DateTimeOffset at) => await _log.FindVersionAsync(at, cancellationToken) is long version
            ? await LoadAsync(version, cancellationToken)
            : null,
        _ => throw new InvalidOperationException($"no way to load {asOf}"),
    };

    /// <summary>The newest version of a table that must be there.</summary>
    /// <exception cref="TarnException">
    /// As for <see cref="LoadAsync(CancellationToken)"/>; <c>TN2008</c>: nothing was written to it yet.
    /// </exception>
    public async Task<TableSnapshot> RequireAsync(CancellationToken cancellationToken) =>
        await LoadAsync(cancellationToken)
        ?? throw new TarnException(ErrorCodes.UnknownTable, $"table '{_log.Table}' has no data yet")
        {
            Hint = "Fill it with 'tarn run' first.",
        };

    /// <summary>Makes sure that rows of a version may be added and, if asked, taken or changed.</summary>
    /// <exception cref="TarnException">
    /// <c>TN5002</c>: the table needs a feature that Tarn cannot write, or it is append-only.
    /// </exception>
    public void RequireChangeable(TableSnapshot snapshot, bool takesRows)
    {
        ProtocolSupport.RequireWritable(snapshot.State.Protocol, snapshot.State.Metadata, _log.Table);
        if (takesRows && ProtocolSupport.IsAppendOnly(snapshot.State.Metadata))
        {
            throw CommitPlan.AppendOnly(_log.Table);
        }
    }

    /// <summary>Makes sure that files of an earlier version were not deleted since.</summary>
    /// <exception cref="TarnException"><c>TN5007</c> naming the version and the files that are gone.</exception>
    public Task RequireFilesAsync(
        TableSnapshot snapshot, IReadOnlyList<DataFile> files, CancellationToken cancellationToken) =>
        FilePresence.RequireAsync(store, root, snapshot.Version, files, cancellationToken);

    /// <summary>
    /// Writes the next version. When another commit takes it first, the write follows that commit if both could have
    /// happened one after the other, and is conflicted if not.
    /// </summary>
    /// <exception cref="TarnException">
    /// <c>TN5002</c>: the table needs a feature Tarn does not have; <c>TN5003</c>: others were faster every time;
    /// <c>TN5004</c>: other columns than the table's; <c>TN5005</c>: a null in a NOT NULL column; <c>TN5006</c>: a row
    /// breaks a constraint; <c>TN1005</c>: a property or domain that cannot be set.
    /// </exception>
    public async Task<CommitResult> CommitAsync(TableWrite write, CancellationToken cancellationToken)
    {
        SchemaComparison.RequireValid(write, _log.Table);
        CommitPlan plan = new(write, _log.Table, idSource, timeProvider);
        TableSnapshot? snapshot = await LoadNewestAsync(withFiles: !write.IsBlindAppend, cancellationToken);
        IReadOnlyList<Commit> winners = await UnknownToAsync(write, snapshot, cancellationToken);
        for (int attempt = 0; attempt < CommitAttemptsMax; attempt++)
        {
            if (Refusal(write, plan, snapshot, winners) is CommitResult refusal)
            {
                return refusal;
            }

            Commit commit = plan.Build(snapshot);
            if (attempt == 0)
            {
                // Whoever changes the rules meanwhile makes a conflict, so once is enough.
                await new WriteCheck(store, root, engine, _log.Table).RequireAsync(
                    write, snapshot, plan.Change(snapshot), cancellationToken);
            }

            if (await TryPutAsync(commit, cancellationToken) is ObjectInfo entry)
            {
                SnapshotState state = SnapshotState.Apply(snapshot?.State, commit, entry.LastModified, _log.Table);
                return await SettleAsync(snapshot, state with { Mark = entry.ETag }, cancellationToken);
            }

            await DelayAsync(attempt, cancellationToken);
            (snapshot, winners) = await CatchUpAsync(snapshot, cancellationToken);
        }

        throw new TarnException(
            ErrorCodes.TableConflict,
            $"table '{_log.Table}': {CommitAttemptsMax} attempts to commit each found that another writer was faster")
        {
            IsTransient = true,
        };
    }

    /// <summary>
    /// Writes a checkpoint of the newest version, from which readers can start, and deletes what the table's properties
    /// allow of the log before it (<c>delta.logRetentionDuration</c>, <c>delta.enableExpiredLogCleanup</c>). Commits do
    /// so by themselves every <c>delta.checkpointInterval</c> versions.
    /// </summary>
    /// <returns>The version, or null when there is no table.</returns>
    /// <exception cref="TarnException">
    /// As for <see cref="LoadAsync(CancellationToken)"/>; <c>TN3xxx</c>, <c>TN4xxx</c>: it could not be written.
    /// </exception>
    public async Task<long?> CheckpointAsync(CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is not TableSnapshot snapshot)
        {
            return null;
        }

        ProtocolSupport.RequireKnown(snapshot.State.Protocol, snapshot.State.Metadata, _log.Table);
        await Checkpoints.WriteAsync(snapshot.State, cancellationToken);
        return snapshot.Version;
    }

    /// <summary>The commits that are still in the log, newest first.</summary>
    public async IAsyncEnumerable<CommitRecord> HistoryAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach ((Commit commit, DateTimeOffset modified) in _log.ReadBackAsync(cancellationToken))
        {
            yield return CommitInfo.ToRecord(commit.Version, commit.Info, modified);
        }
    }

    /// <param name="withFiles">False when it will do without <see cref="TableSnapshot.Files"/>.</param>
    private async Task<TableSnapshot?> LoadNewestAsync(bool withFiles, CancellationToken cancellationToken)
    {
        TableSnapshot? known = _newest;
        SnapshotState? state = known is not null && (known.State.FilesOrNull is not null || !withFiles)
            ? await _log.ContinueAsync(known.State, cancellationToken)
            : null;
        state ??= await _log.LoadAsync(null, withFiles, cancellationToken);
        TableSnapshot? newest = state is null ? null : TableSnapshot.Of(state, known, _log.Table);
        _newest = newest?.State.Mark is null ? null : newest;
        return newest;
    }

    /// <summary>After a commit: the checkpoint if it is due, and what is to be remembered.</summary>
    private async Task<CommitResult> SettleAsync(
        TableSnapshot? earlier, SnapshotState state, CancellationToken cancellationToken)
    {
        (SnapshotState settled, Exception? failure) = await Checkpoints.WriteIfDueAsync(state, cancellationToken);
        _newest = TableSnapshot.Of(settled, earlier, _log.Table);
        return new CommitResult.Committed(state.Version) { CheckpointFailure = failure };
    }

    /// <summary>The commits between the version the write was computed from and the newest one.</summary>
    private async Task<IReadOnlyList<Commit>> UnknownToAsync(
        TableWrite write, TableSnapshot? snapshot, CancellationToken cancellationToken)
    {
        if (write.ReadVersion is not long readVersion)
        {
            return [];
        }

        long newest = snapshot?.Version ?? -1;
        return readVersion <= newest
            ? await _log.ReadRangeAsync(readVersion + 1, newest, cancellationToken)
            : throw new TarnException(
                ErrorCodes.TableConflict,
                $"table '{_log.Table}': the write was computed from version {readVersion}, but the newest is {newest}");
    }

    private CommitResult? Refusal(
        TableWrite write, CommitPlan plan, TableSnapshot? snapshot, IReadOnlyList<Commit> winners)
    {
        if (snapshot is null)
        {
            return plan.MissingPath(null) is string path ? Gone(path, 0) : null;
        }

        ProtocolSupport.RequireWritable(snapshot.State.Protocol, snapshot.State.Metadata, _log.Table);
        if (write.Transaction is AppTransaction transaction
            && snapshot.Transactions.TryGetValue(transaction.AppId, out long applied)
            && applied >= transaction.Version)
        {
            return new CommitResult.AlreadyApplied(snapshot.Version);
        }

        ConflictCheck check = new(
            write, snapshot.PartitionColumns, plan.Isolation(snapshot), () => !plan.Change(snapshot).IsEmpty);
        return (CommitResult?)check.Find(winners)
            ?? (plan.MissingPath(snapshot) is string missing ? Gone(missing, snapshot.Version) : null);
    }

    private static CommitResult.Conflicted Gone(string path, long version) => new(
        version,
        ConflictKind.ConcurrentDeleteDelete,
        $"file '{path}', which was to be replaced, is not in the table");

    /// <summary>The version's file, or null when another commit has the version.</summary>
    private async Task<ObjectInfo?> TryPutAsync(Commit commit, CancellationToken cancellationToken)
    {
        Failpoint.Hit(Failpoints.TablesCommitBeforePut);
        PutResult result = await store.PutAsync(
            LogPath.Commit(root, commit.Version),
            CommitWriter.Write(commit),
            PutCondition.IfAbsent,
            cancellationToken);
        Failpoint.Hit(Failpoints.TablesCommitAfterPut);
        return (result as PutResult.Stored)?.Object;
    }

    private async Task<(TableSnapshot Snapshot, IReadOnlyList<Commit> Winners)> CatchUpAsync(
        TableSnapshot? snapshot, CancellationToken cancellationToken)
    {
        if (snapshot is null)
        {
            TableSnapshot created = await LoadAsync(cancellationToken)
                ?? throw new TarnException(
                    ErrorCodes.TableConflict, $"table '{_log.Table}' came and went during a commit");
            return (created, await _log.ReadRangeAsync(0, created.Version, cancellationToken));
        }

        (SnapshotState state, IReadOnlyList<Commit> newer) = await _log.ReadOnAsync(snapshot.State, cancellationToken);
        return (TableSnapshot.Of(state, snapshot, _log.Table), newer);
    }

    /// <summary>Doubles from 1 ms, so that a crowd of writers thins out; one of them wins every round anyway.</summary>
    private Task DelayAsync(int attempt, CancellationToken cancellationToken) => Task.Delay(
        TimeSpan.FromMilliseconds(Math.Min(DelayMsMax, 1 << Math.Min(attempt, 10))), timeProvider, cancellationToken);
}
