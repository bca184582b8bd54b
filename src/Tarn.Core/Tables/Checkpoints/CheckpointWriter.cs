using System.Text.Json;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables.Integrity;
using Tarn.Tables.Log;

namespace Tarn.Tables.Checkpoints;

/// <summary>
/// Writes the checkpoints of one table: classic ones, which every reader knows, in a file of their own each
/// ("Checkpoints").
/// </summary>
internal sealed class CheckpointWriter(
    IObjectStore store, string root, DuckInstance engine, LogReader log, TimeProvider timeProvider, IIdSource idSource)
{
    private static readonly TimeSpan OthersTime = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Writes a checkpoint when the commit is a multiple of <c>delta.checkpointInterval</c>, or one before it was and
    /// left none.
    /// </summary>
    /// <param name="state">Of the newest version, which this writer has just committed.</param>
    /// <returns>
    /// The state, based on the checkpoint if one was written; and why there is none though it was due, or null when all
    /// is well. The commit stands, and a later one tries again.
    /// </returns>
    public async Task<(SnapshotState State, Exception? Failure)> WriteIfDueAsync(
        SnapshotState state, CancellationToken cancellationToken)
    {
        try
        {
            return (await IsDueAsync(state, cancellationToken) ? await WriteAsync(state, cancellationToken) : state,
                null);
        }
        catch (Exception exception) when (exception is TarnException or IOException or UnauthorizedAccessException
            or NotSupportedException or OperationCanceledException)
        {
            return (state, exception);
        }
    }

    /// <summary>Writes a checkpoint of the state, then clears the log of what it no longer needs.</summary>
    /// <returns>The state, based on the checkpoint.</returns>
    public async Task<SnapshotState> WriteAsync(SnapshotState state, CancellationToken cancellationToken)
    {
        if (state.FilesOrNull is null)
        {
            state = await log.LoadAsync(state.Version, cancellationToken) ?? state;
        }

        TableProperties properties = new(state.Metadata, log.Table);
        DateTimeOffset removedAfter = timeProvider.GetUtcNow() - properties.DeletedFileRetention;
        IReadOnlyCollection<RemoveAction> tombstones =
            await log.ReadTombstonesAsync(state, removedAfter, cancellationToken);
        Directory.CreateDirectory(engine.ScratchDirectory);
        string scratch = Path.Join(engine.ScratchDirectory, $"checkpoint-{idSource.NextId()}");
        string linesPath = scratch + ".jsonl";
        string parquetPath = scratch + ".parquet";
        try
        {
            long count = await BlockingIo.RunAsync(
                () => WriteLines(linesPath, state, tombstones, cancellationToken), cancellationToken);
            using (DuckConnection connection = engine.Connect())
            {
                await connection.ExecuteAsync(
                    CheckpointCopy.Sql(linesPath, parquetPath, state.Protocol), cancellationToken);
            }

            state = await PublishAsync(parquetPath, state, count, cancellationToken);
        }
        catch (Exception exception) when (IoErrors.IsIo(exception))
        {
            throw IoErrors.Translate(exception, $"write a checkpoint of table '{log.Table}'");
        }
        finally
        {
            File.Delete(linesPath);
            File.Delete(parquetPath);
        }

        await new LogCleanup(store, root, log, timeProvider).RunAsync(state, properties, cancellationToken);
        return state;
    }

    /// <summary>
    /// A checkpoint that should be there may be in the making by another writer, so it is left a moment of time.
    /// </summary>
    private async Task<bool> IsDueAsync(SnapshotState state, CancellationToken cancellationToken)
    {
        int interval = new TableProperties(state.Metadata, log.Table).CheckpointInterval;
        long multiple = state.Version - (state.Version % interval);
        if (multiple <= (state.Checkpoint?.Version ?? 0) || multiple == state.Version)
        {
            return multiple > 0 && multiple == state.Version;
        }

        DateTimeOffset? due = (await store.HeadAsync(LogPath.Commit(root, multiple), cancellationToken))?.LastModified;
        return !(due > timeProvider.GetUtcNow() - OthersTime)
            && await store.HeadAsync(LogPath.Checkpoint(root, multiple), cancellationToken) is not { SizeBytes: > 0 };
    }

    private static long WriteLines(
        string path,
        SnapshotState state,
        IReadOnlyCollection<RemoveAction> tombstones,
        CancellationToken cancellationToken)
    {
        using FileStream content = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
        using ActionLines lines = new(content);
        lines.Write("protocol", state.Protocol, ActionJson.WriteProtocol);
        lines.Write("metaData", state.Metadata, ActionJson.WriteMetadata);
        foreach (AppTransaction transaction in state.Transactions.Values)
        {
            lines.Write("txn", transaction, ActionJson.WriteTransaction);
        }

        foreach ((string domain, string configuration) in state.Domains)
        {
            lines.Write(
                "domainMetadata", new DomainAction(domain, configuration, Removed: false), ActionJson.WriteDomain);
        }

        foreach (RemoveAction remove in tombstones)
        {
            lines.Write("remove", remove with { DataChange = false }, ActionJson.WriteRemove);
        }

        foreach (LiveFile live in state.Files.Values.OrderBy(live => live.File.Path, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            lines.Write("add", new AddAction(live.File, DataChange: false), ActionJson.WriteAdd);
        }

        return lines.Count;
    }

    private async Task<SnapshotState> PublishAsync(
        string parquetPath, SnapshotState state, long count, CancellationToken cancellationToken)
    {
        Failpoint.Hit(Failpoints.TablesCheckpointBeforePut);
        uint checksum = await BlockingIo.RunAsync(
            () => FileChecksum.Compute(parquetPath, cancellationToken), cancellationToken);
        PutResult result = await PutAsync(PutCondition.IfAbsent);
        if (result is PutResult.AlreadyExists && await IsDamagedAsync(state.Version, cancellationToken))
        {
            result = await PutAsync(PutCondition.None);
        }

        Failpoint.Hit(Failpoints.TablesCheckpointAfterPut);
        if (result is PutResult.Stored stored)
        {
            await new CheckpointChecksum(store, root, log.Table).WriteAsync(
                state, checksum, stored.Object.SizeBytes, cancellationToken);
            await PointAsync(state, count, stored.Object.SizeBytes, cancellationToken);
            return state with
            {
                Checkpoint = CheckpointSet.OneFile(state.Version, stored.Object),
                Removed = state.Removed.Clear(),
            };
        }

        return state;

        async Task<PutResult> PutAsync(PutCondition condition)
        {
            await using FileStream content = File.OpenRead(parquetPath);
            return await store.PutAsync(
                LogPath.Checkpoint(root, state.Version), content, condition, cancellationToken);
        }
    }

    private async Task<bool> IsDamagedAsync(long version, CancellationToken cancellationToken)
    {
        LogListing listing = await log.ListAsync(cancellationToken);
        CheckpointSet? present = listing.CompleteCheckpoints.FirstOrDefault(
            set => set.Files[0].Key == LogPath.Checkpoint(root, version));
        return present is not null && await log.FindDamageAsync(present, cancellationToken) is not null;
    }

    /// <summary>
    /// Writes <c>_last_checkpoint</c>, a hint for readers that do not list the log ("Last Checkpoint File").
    /// </summary>
    private async Task PointAsync(SnapshotState state, long count, long sizeBytes, CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        await using (Utf8JsonWriter json = new(content, LogJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("version", state.Version);
            json.WriteNumber("size", count);
            json.WriteNumber("sizeInBytes", sizeBytes);
            json.WriteNumber("numOfAddFiles", state.Files.Count);
            json.WriteEndObject();
        }

        await store.PutAsync(
            LogPath.LastCheckpoint(root), content.ToArray(), PutCondition.None, cancellationToken);
    }
}
