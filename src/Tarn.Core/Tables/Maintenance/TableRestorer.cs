using System.Globalization;
using Tarn.Common;
using Tarn.Tables.Log;

namespace Tarn.Tables.Maintenance;

/// <summary>Brings a table back to an earlier version, as a new commit on top of its history.</summary>
public sealed class TableRestorer(DeltaTable table)
{
    /// <summary>Finds out what has to change; changes nothing.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: no such version; <c>TN5007</c>: some of its files are gone; <c>TN5002</c>: as of then it needs a
    /// feature that Tarn cannot write; <c>TN2008</c>: there is no table.
    /// </exception>
    public async Task<RestorePlan> PlanAsync(AsOf asOf, CancellationToken cancellationToken)
    {
        TableSnapshot present = await table.RequireAsync(cancellationToken);
        TableSnapshot target = (await table.LoadAsync(asOf, cancellationToken))!;
        ProtocolSupport.RequireWritable(present.State.Protocol, target.State.Metadata, table.Name);
        RestorePlan plan = new()
        {
            Present = present,
            Target = target,
            Added = [.. target.Files.Where(file => !present.State.Files.ContainsKey(file.Id))],
            Removed = [.. present.Files.Where(file => !target.State.Files.ContainsKey(file.Id))],
            ChangesMetadata = !IsSame(present.State.Metadata, target.State.Metadata),
        };
        await table.RequireFilesAsync(target, plan.Added, cancellationToken);
        return plan;
    }

    /// <summary>Carries the plan out.</summary>
    /// <returns>The version that was committed.</returns>
    /// <exception cref="TarnException">
    /// <c>TN5003</c>: another writer changed the table since it was planned; <c>TN5002</c>: it is append-only.
    /// </exception>
    public async Task<long> RunAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        CommitResult result = await table.CommitAsync(ToWrite(plan), cancellationToken);
        return result switch
        {
            CommitResult.Committed(long version) => version,
            CommitResult.Conflicted(long version, _, string reason) => throw new TarnException(
                ErrorCodes.TableConflict,
                $"table '{table.Name}' was changed by version {version} while it was restored: {reason}")
            {
                IsTransient = true,
                Hint = "Look at the table again, and restore it again if that is still wanted.",
            },
            _ => throw new InvalidOperationException($"a restore ended with {result}"),
        };
    }

    private static TableWrite ToWrite(RestorePlan plan) => new()
    {
        Mode = WriteMode.ReplaceFiles,
        Fields = plan.Target.Fields,
        PartitionColumns = plan.Target.PartitionColumns,
        Added = plan.Added,
        RemovedPaths = [.. plan.Removed.Select(file => file.Path)],
        ReadVersion = plan.Present.Version,
        Reads = new TableReads { WholeTable = true },
        Metadata = plan.ChangesMetadata ? plan.Target.State.Metadata : null,
        Operation = CommitInfo.RestoreOperation,
        OperationParameters = new Dictionary<string, string>
        {
            ["version"] = plan.Target.Version.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static bool IsSame(MetadataAction present, MetadataAction target) =>
        present.Name == target.Name
        && present.Description == target.Description
        && present.SchemaString == target.SchemaString
        && present.PartitionColumns.SequenceEqual(target.PartitionColumns)
        && present.Configuration.Count == target.Configuration.Count
        && present.Configuration.All(pair => target.Configuration.GetValueOrDefault(pair.Key) == pair.Value);
}
