using Tarn.Common;
using Tarn.Engine;
using Tarn.Tables.Changes;
using Tarn.Tables.Log;

namespace Tarn.Tables.Maintenance;

/// <summary>
/// Takes rows out of a table and out of its past: files that hold them are rewritten or deleted, and so is the log of
/// earlier versions, which tells least and greatest values. Those versions cannot be read any more.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="scratchDirectory">Where files are written before they are moved in; made when missing.</param>
public sealed class TableEraser(DeltaTable table, string scratchDirectory)
{
    private const int AttemptsMax = 5;
    private const string Operation = "DELETE";

    private string Alias => table.Root[(table.Root.LastIndexOf('/') + 1)..];

    /// <summary>Looks into every file for the rows; changes nothing.</summary>
    /// <param name="where">A condition on the table's columns, as SQL.</param>
    /// <exception cref="TarnException">
    /// <c>TN2007</c>, <c>TN3xxx</c>: the condition is wrong; <c>TN2008</c>: there is no table; <c>TN5002</c>: it needs
    /// a feature that Tarn cannot write.
    /// </exception>
    public async Task<ErasePlan> PlanAsync(string where, CancellationToken cancellationToken)
    {
        TableSnapshot snapshot = await table.RequireAsync(cancellationToken);
        ProtocolSupport.RequireWritable(snapshot.State.Protocol, snapshot.State.Metadata, table.Name);
        using DuckConnection connection = table.Engine.Connect();
        RowCondition condition = await RowCondition.ReadAsync(
            where, Alias, snapshot.Fields, connection, cancellationToken);
        long rows = 0;
        List<DataFile> live = [];
        foreach (DataFile file in FilePruning.Prune(snapshot, [condition.Predicates]))
        {
            string all = await ScanAsync(connection, snapshot, file with { DeletionVector = null }, cancellationToken);
            if (await condition.CountAsync(connection, all, cancellationToken) is long stored and > 0)
            {
                live.Add(file);
                rows += file.DeletionVector is null ? stored : await condition.CountAsync(
                    connection, await ScanAsync(connection, snapshot, file, cancellationToken), cancellationToken);
            }
        }

        PastFiles past = new(table, snapshot, connection);
        LogListing listing = await table.Log.ListAsync(cancellationToken);
        return new ErasePlan
        {
            Snapshot = snapshot,
            Where = where,
            Rows = rows,
            LiveFiles = live,
            PastFiles = await past.FindAsync(condition, cancellationToken),
            FilesTooNew = past.TooNew,
            OldestVersion = listing.Commits.Keys.DefaultIfEmpty(snapshot.Version).Min(),
        };
    }

    /// <summary>
    /// Carries the plan out, then looks again whether any row is left: others may have added some meanwhile. Ended
    /// half-way it can be run again: what is left is found then.
    /// </summary>
    /// <exception cref="TarnException">
    /// <c>TN5003</c>: others kept changing the table; <c>TN5002</c>: it is append-only.
    /// </exception>
    public async Task<EraseReport> RunAsync(ErasePlan plan, CancellationToken cancellationToken)
    {
        long oldestVersion = plan.OldestVersion;
        long rows = 0;
        int filesRewritten = 0;
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (plan.LiveFiles.Count == 0)
            {
                return await ForgetAsync(plan, cancellationToken) with
                {
                    RowsErased = rows,
                    FilesRewritten = filesRewritten,
                    OldestVersionGone = oldestVersion,
                };
            }

            if (await RewriteAsync(plan, cancellationToken))
            {
                rows += plan.Rows;
                filesRewritten += plan.LiveFiles.Count;
            }

            plan = await PlanAsync(plan.Where, cancellationToken);
        }

        throw new TarnException(
            ErrorCodes.TableConflict,
            $"table '{table.Name}' was changed by others each of the {AttemptsMax} times that rows were to be erased")
        {
            IsTransient = true,
        };
    }

    /// <returns>False when another writer was faster.</returns>
    private async Task<bool> RewriteAsync(ErasePlan plan, CancellationToken cancellationToken)
    {
        using DuckConnection connection = table.Engine.Connect();
        RowCondition condition = await RowCondition.ReadAsync(
            plan.Where, Alias, plan.Snapshot.Fields, connection, cancellationToken);
        PartitionRewriter rewriter = new(table, plan.Snapshot, connection, scratchDirectory);
        List<WrittenFile> written = [];
        foreach (DataFile file in plan.LiveFiles)
        {
            written.AddRange(await rewriter.WriteAsync(
                [file], condition.OthersSql, PartitionRewriter.Unlimited, file.Tracking?.Tags, cancellationToken));
        }

        IReadOnlyList<WrittenFile> changes = plan.Snapshot.HasChangeFeed
            ? await WriteChangesAsync(connection, plan, condition, cancellationToken)
            : [];
        WrittenFile[] all = [.. written, .. changes];
        await table.Store.MoveInManyAsync(
            [.. all.Select(file => (file.LocalPath, Key(file.File.Path)))], cancellationToken);
        TableWrite write = ToWrite(plan, written) with { ChangeFiles = [.. changes.Select(file => file.File)] };
        CommitResult result = await table.CommitAsync(write, cancellationToken);
        if (result is CommitResult.Committed)
        {
            return true;
        }

        await table.Store.DeleteAsync([.. all.Select(file => Key(file.File.Path))], cancellationToken);
        return false;
    }

    /// <summary>
    /// The version says of itself which rows it deletes, as the feed demands. The files are among those that are
    /// forgotten in the end.
    /// </summary>
    private async Task<IReadOnlyList<WrittenFile>> WriteChangesAsync(
        DuckConnection connection, ErasePlan plan, RowCondition condition, CancellationToken cancellationToken)
    {
        string scan = await TableScan.SqlAsync(
            connection, plan.Snapshot, plan.LiveFiles, table.Store, table.Root, cancellationToken);
        ChangeWriter writer = new(
            connection, plan.Snapshot.Fields, plan.Snapshot.PartitionColumns, scratchDirectory);
        return await writer.WriteAsync(
            [writer.Changed(condition.MatchingSql(scan), ChangeColumns.Delete)],
            table.Ids.NextId(),
            cancellationToken);
    }

    /// <summary>The log first: while files with the rows are left, erasing again finds what is to be done.</summary>
    private async Task<EraseReport> ForgetAsync(ErasePlan plan, CancellationToken cancellationToken)
    {
        long version = await table.CheckpointAsync(cancellationToken)
            ?? throw new InvalidOperationException("the table is gone");
        int logFiles = await table.LogCleanup.ForgetBeforeAsync(version, cancellationToken);
        await table.Store.DeleteAsync([.. plan.PastFiles.Select(file => file.Key)], cancellationToken);
        return new EraseReport
        {
            Version = version,
            RowsErased = 0,
            FilesRewritten = 0,
            FilesDeleted = plan.PastFiles.Count,
            LogFilesDeleted = logFiles,
            OldestVersionGone = plan.OldestVersion,
            FilesTooNew = plan.FilesTooNew,
        };
    }

    /// <summary>The condition is not written down: it names what is to be forgotten.</summary>
    private static TableWrite ToWrite(ErasePlan plan, IReadOnlyList<WrittenFile> written) => new()
    {
        Mode = WriteMode.ReplaceFiles,
        Fields = plan.Snapshot.Fields,
        PartitionColumns = plan.Snapshot.PartitionColumns,
        Added = [.. written.Select(file => file.File)],
        RemovedPaths = [.. plan.LiveFiles.Select(file => file.Path)],
        ReadVersion = plan.Snapshot.Version,
        Operation = Operation,
        OperationParameters = new Dictionary<string, string> { ["erase"] = "true" },
    };

    private Task<string> ScanAsync(
        DuckConnection connection, TableSnapshot snapshot, DataFile file, CancellationToken cancellationToken) =>
        TableScan.SqlAsync(connection, snapshot, [file], table.Store, table.Root, cancellationToken);

    private string Key(string path) => table.Root.Length == 0 ? path : $"{table.Root}/{path}";
}
