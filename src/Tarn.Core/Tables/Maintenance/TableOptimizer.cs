using System.Globalization;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Tables.Log;

namespace Tarn.Tables.Maintenance;

/// <summary>
/// Joins small files, leaves deleted rows out and puts near values together; no row changes. Commits as it goes, so
/// that an end half-way loses little, and follows commits of others that leave the rewritten files alone.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="scratchDirectory">Where files are written before they are moved in; made when missing.</param>
public sealed class TableOptimizer(DeltaTable table, string scratchDirectory)
{
    private const string Operation = "OPTIMIZE";

    /// <summary>After how many bytes of new files a version is committed.</summary>
    public long CommitBytes { get; init; } = 2L << 30;

    /// <summary>Finds out what there is to do; changes nothing.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: a column to cluster by is not there or has no order; <c>TN2008</c>: there is no table;
    /// <c>TN5002</c>: it needs a feature that Tarn cannot write.
    /// </exception>
    public async Task<OptimizePlan> PlanAsync(OptimizeRequest request, CancellationToken cancellationToken)
    {
        TableSnapshot snapshot = await table.RequireAsync(cancellationToken);
        ProtocolSupport.RequireWritable(snapshot.State.Protocol, snapshot.State.Metadata, table.Name);
        ClusterOrder.RequireValid(snapshot, request);
        long targetBytes = request.TargetBytes
            ?? new TableProperties(snapshot.State.Metadata, table.Name).TargetFileBytes
            ?? OptimizeRequest.TargetBytesDefault;
        return new OptimizePlan
        {
            Request = request,
            TargetBytes = targetBytes,
            Snapshot = snapshot,
            Groups = new FileGrouping(snapshot, request, targetBytes).Run(),
        };
    }

    /// <summary>Carries the plan out.</summary>
    /// <param name="progress">Told after each group; null for nobody.</param>
    public async Task<OptimizeReport> RunAsync(
        OptimizePlan plan, IProgress<MaintenanceProgress>? progress, CancellationToken cancellationToken)
    {
        using DuckConnection connection = table.Engine.Connect();
        OptimizeReport report = new();
        List<RewrittenGroup> batch = [];
        long bytesDone = 0;
        foreach (FileGroup group in plan.Groups)
        {
            IReadOnlyList<WrittenFile> written = await RewriteAsync(connection, plan, group, cancellationToken);
            batch.Add(new RewrittenGroup(group, written));
            if (batch.Sum(done => done.Written.Sum(file => file.File.SizeBytes)) >= CommitBytes)
            {
                report = await PublishAsync(plan, batch, report, cancellationToken);
                batch = [];
            }

            bytesDone += group.SizeBytes;
            progress?.Report(new MaintenanceProgress(bytesDone, plan.SizeBytes));
        }

        return batch.Count == 0 ? report : await PublishAsync(plan, batch, report, cancellationToken);
    }

    private async Task<IReadOnlyList<WrittenFile>> RewriteAsync(
        DuckConnection connection, OptimizePlan plan, FileGroup group, CancellationToken cancellationToken)
    {
        PartitionRewriter rewriter = new(table, plan.Snapshot, connection, scratchDirectory);
        if (plan.Request.OrderName is not string order)
        {
            return await rewriter.WriteAsync(
                group.Files, sql => sql, PartitionRewriter.Unlimited, tags: null, cancellationToken);
        }

        string scan = await TableScan.SqlAsync(
            connection, plan.Snapshot, group.Files, table.Store, table.Root, cancellationToken);
        return await rewriter.WriteAsync(
            group.Files,
            await new ClusterOrder(plan.Snapshot, plan.Request, connection).SelectAsync(scan, cancellationToken),
            plan.TargetBytes,
            new Dictionary<string, string?> { [FileGrouping.OrderTag] = order },
            cancellationToken);
    }

    private async Task<OptimizeReport> PublishAsync(
        OptimizePlan plan,
        IReadOnlyList<RewrittenGroup> batch,
        OptimizeReport report,
        CancellationToken cancellationToken)
    {
        Failpoint.Hit(Failpoints.TablesOptimizeWritten);
        await table.Store.MoveInManyAsync(
            [.. batch.SelectMany(group => group.Written).Select(file => (file.LocalPath, Key(file)))],
            cancellationToken);
        Failpoint.Hit(Failpoints.TablesOptimizeMoved);
        OptimizeReport committed = await CommitAsync(plan, batch, report, cancellationToken);
        Failpoint.Hit(Failpoints.TablesOptimizeCommitted);
        return committed;
    }

    /// <summary>When the batch cannot be committed as a whole, each group is tried alone.</summary>
    private async Task<OptimizeReport> CommitAsync(
        OptimizePlan plan,
        IReadOnlyList<RewrittenGroup> batch,
        OptimizeReport report,
        CancellationToken cancellationToken)
    {
        CommitResult result = await table.CommitAsync(ToWrite(plan, batch), cancellationToken);
        if (result is CommitResult.Committed(long version))
        {
            return batch.Aggregate(report, (sum, group) => sum.With(group, version));
        }

        if (batch.Count == 1)
        {
            await table.Store.DeleteAsync([.. batch[0].Written.Select(Key)], cancellationToken);
            return report with { GroupsSkipped = report.GroupsSkipped + 1 };
        }

        foreach (RewrittenGroup group in batch)
        {
            report = await CommitAsync(plan, [group], report, cancellationToken);
        }

        return report;
    }

    private static TableWrite ToWrite(OptimizePlan plan, IReadOnlyList<RewrittenGroup> batch) => new()
    {
        Mode = WriteMode.ReplaceFiles,
        Fields = plan.Snapshot.Fields,
        PartitionColumns = plan.Snapshot.PartitionColumns,
        Added = [.. batch.SelectMany(group => group.Written).Select(written => written.File)],
        RemovedPaths = [.. batch.SelectMany(group => group.Group.Files).Select(file => file.Path)],
        ReadVersion = plan.Snapshot.Version,
        DataChange = false,
        Operation = Operation,
        OperationParameters = new Dictionary<string, string>
        {
            ["targetSize"] = plan.TargetBytes.ToString(CultureInfo.InvariantCulture),
            ["clusterBy"] = plan.Request.OrderName ?? "",
            ["auto"] = plan.Request.IsAutomatic ? "true" : "false",
        },
    };

    private string Key(WrittenFile file) =>
        table.Root.Length == 0 ? file.File.Path : $"{table.Root}/{file.File.Path}";
}
