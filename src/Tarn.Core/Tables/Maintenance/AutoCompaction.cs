using Tarn.Common;
using Tarn.Tables.Log;

namespace Tarn.Tables.Maintenance;

/// <summary>
/// Joins the small files that many small commits leave behind, after the commit that made them enough. The table
/// property <c>delta.autoOptimize.autoCompact</c> = <c>false</c> switches it off.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="scratchDirectory">Where files are written before they are moved in; made when missing.</param>
public sealed class AutoCompaction(DeltaTable table, string scratchDirectory)
{
    /// <summary>Looks at the partitions that a commit wrote to, and does nothing while their files are few.</summary>
    /// <param name="added">Files of the commit.</param>
    /// <param name="progress">Told after each group; null for nobody.</param>
    /// <returns>Null when there was nothing to do.</returns>
    /// <exception cref="TarnException">As for <see cref="TableOptimizer.PlanAsync"/>.</exception>
    public async Task<OptimizeReport?> RunAsync(
        IReadOnlyList<DataFile> added, IProgress<MaintenanceProgress>? progress, CancellationToken cancellationToken)
    {
        TableSnapshot snapshot = await table.RequireAsync(cancellationToken);
        TableProperties properties = new(snapshot.State.Metadata, table.Name);
        if (!properties.CompactsByItself)
        {
            return null;
        }

        long targetBytes = properties.TargetFileBytes ?? OptimizeRequest.TargetBytesDefault;
        OptimizePlan plan = new()
        {
            Request = new OptimizeRequest { TargetBytes = targetBytes, IsAutomatic = true },
            TargetBytes = targetBytes,
            Snapshot = snapshot,
            Groups = new SmallFiles(snapshot, targetBytes).Near(added),
        };
        return plan.Groups.Count == 0
            ? null
            : await new TableOptimizer(table, scratchDirectory).RunAsync(plan, progress, cancellationToken);
    }
}
