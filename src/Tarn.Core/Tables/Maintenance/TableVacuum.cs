using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables.DeletionVectors;
using Tarn.Tables.Log;

namespace Tarn.Tables.Maintenance;

/// <summary>
/// Deletes files that no version within the retention needs: those that left the table before, deletion vectors among
/// them, and those that never came into it.
/// </summary>
public sealed class TableVacuum(DeltaTable table)
{
    private const int FilesAtOnce = 500;

    /// <summary>Finds out what can be deleted; deletes nothing.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: the retention is shorter than the table's, and that was not consented to; <c>TN2008</c>: there is
    /// no table; <c>TN5002</c>: it needs a feature that Tarn does not have, so other files may belong to it.
    /// </exception>
    public async Task<VacuumPlan> PlanAsync(VacuumRequest request, CancellationToken cancellationToken)
    {
        TableSnapshot snapshot = await table.RequireAsync(cancellationToken);
        ProtocolSupport.RequireKnown(snapshot.State.Protocol, snapshot.State.Metadata, table.Name);
        TimeSpan retention = Retention(request, snapshot.State.Metadata);
        DateTimeOffset cutoff = table.Clock.GetUtcNow() - retention;
        HashSet<string> live = [.. snapshot.Files.SelectMany(file => KeysOf(file.Path, file.DeletionVector))];
        HashSet<string> needed = [.. live];
        foreach (RemoveAction remove in await table.Log.ReadTombstonesAsync(
            snapshot.State, cutoff, cancellationToken))
        {
            needed.UnionWith(KeysOf(remove.Path, remove.DeletionVector));
        }

        IReadOnlyList<ObjectInfo> files = await TableListing.ReadAsync(
            table.Store, table.Root, snapshot.PartitionColumns, cancellationToken);
        ObjectInfo[] deletable =
            [.. files.Where(file => !needed.Contains(file.Key) && file.LastModified < cutoff)];
        return new VacuumPlan
        {
            Snapshot = snapshot,
            Retention = retention,
            Cutoff = cutoff,
            Files = deletable,
            KeptFiles = files.Count(file => !live.Contains(file.Key)) - deletable.Length,
        };
    }

    /// <summary>Carries the plan out. Ended half-way it has deleted some of the files, and can be run again.</summary>
    /// <param name="progress">Told after every few hundred files; null for nobody.</param>
    public async Task RunAsync(
        VacuumPlan plan, IProgress<MaintenanceProgress>? progress, CancellationToken cancellationToken)
    {
        Failpoint.Hit(Failpoints.TablesVacuumPlanned);
        long bytesDone = 0;
        foreach (ObjectInfo[] files in plan.Files.Chunk(FilesAtOnce))
        {
            await table.Store.DeleteAsync([.. files.Select(file => file.Key)], cancellationToken);
            Failpoint.Hit(Failpoints.TablesVacuumDeleted);
            bytesDone += files.Sum(file => file.SizeBytes);
            progress?.Report(new MaintenanceProgress(bytesDone, plan.SizeBytes));
        }
    }

    private TimeSpan Retention(VacuumRequest request, MetadataAction metadata)
    {
        TimeSpan least = new TableProperties(metadata, table.Name).DeletedFileRetention;
        TimeSpan retention = request.Retention ?? least;
        return retention >= least || request.AllowShortRetention
            ? retention
            : throw new TarnException(
                ErrorCodes.BadArgument,
                $"a retention of {UnitText.Of(retention)} is shorter than that of table '{table.Name}', "
                + $"{UnitText.Of(least)}: whoever reads an earlier version or writes to it could lose files")
            {
                Hint = "leave the retention out, change "
                    + $"{TableProperties.DeletedFileRetentionKey}, or consent with --force",
            };
    }

    /// <summary>A file elsewhere (of a shallow clone) is nothing that this table may delete.</summary>
    private IEnumerable<string> KeysOf(string path, DeletionVector? vector)
    {
        string? vectorPath = vector is null ? null : DeletionVectorPath.Of(vector);
        return new[] { path, vectorPath }
            .OfType<string>()
            .Select(file => FileKey.OrNull(table.Store, table.Root, RequirePlain(file)))
            .OfType<string>();
    }

    /// <summary>A path that takes a detour would not be recognized, and its file deleted.</summary>
    private string RequirePlain(string path) =>
        LogUri.IsAbsolute(path) || !path.Split('/').Any(segment => segment is "" or "." or "..")
            ? path
            : throw new TarnException(
                ErrorCodes.TableUnsupported,
                $"table '{table.Name}' names its file '{path}' by a path that is not plain; nothing is deleted");
}
