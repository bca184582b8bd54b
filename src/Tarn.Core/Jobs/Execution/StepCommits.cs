using Tarn.Catalog;
using Tarn.Jobs.Commits;
using Tarn.Jobs.Inputs;
using Tarn.Tables;

namespace Tarn.Jobs.Execution;

/// <summary>The commits that make what a step wrote visible.</summary>
internal sealed class StepCommits(StepServices services, ModelDefinition model, InputPlan plan, string runId)
{
    private readonly string _name = model.Table.ToString();

    /// <summary>Counts on from the table itself, so that a lost or reset bookmark never repeats a number.</summary>
    public AppTransaction NextTransaction => new(
        _name,
        Math.Max(plan.Target?.Transactions.GetValueOrDefault(_name) ?? 0, plan.Current?.Version ?? 0) + 1);

    /// <summary>The table's own first, then that of its quarantine if there is something for it.</summary>
    public async Task<IReadOnlyList<IntendedCommit>> OfAsync(
        StepOutput output, AppTransaction transaction, CancellationToken cancellationToken)
    {
        IntendedCommit own = Commit(services.Catalog.GetModelTable(model.Table), output, transaction);
        return await QuarantineAsync(output, transaction, cancellationToken) is { } quarantine
            ? [own, quarantine]
            : [own];
    }

    private IntendedCommit Commit(CatalogTable.Managed table, StepOutput output, AppTransaction transaction)
    {
        IReadOnlyList<WrittenFile> files = [.. output.Written, .. output.Kept];
        WriteMode mode = plan.Rebuilds ? WriteMode.Overwrite : model.Strategy switch
        {
            Strategy.InsertOverwrite => WriteMode.OverwritePartitions,
            Strategy.Merge or Strategy.DeleteInsert when output.Removed.Count > 0 => WriteMode.ReplaceFiles,
            _ => WriteMode.Append,
        };
        return new IntendedCommit
        {
            Table = _name,
            Bucket = table.Bucket,
            Root = table.Root,
            Files =
            [
                .. Moves(table.Root, [.. files, .. output.Changes]),
                .. output.Marked is { } marked
                    ? (PublishedFile[])[new PublishedFile(marked.LocalPath, $"{table.Root}/{marked.Path}")]
                    : [],
            ],
            Write = new TableWrite
            {
                Mode = mode,
                Fields = output.Fields,
                PartitionColumns = model.PartitionBy,
                Added = [.. files.Select(file => file.File), .. output.Marked?.Files ?? []],
                ChangeFiles = [.. output.Changes.Select(file => file.File)],
                RemovedPaths = output.Removed,
                ReadVersion = mode == WriteMode.ReplaceFiles ? plan.Target!.Version : null,
                Transaction = transaction,
                Operation = mode == WriteMode.ReplaceFiles ? "MERGE" : "WRITE",
                OperationParameters = new Dictionary<string, string> { ["mode"] = mode.ToString(), ["model"] = _name },
                RunId = runId,
                Description = model.Description,
            },
        };
    }

    /// <summary>Rebuilding a table judges all of its rows again, so it replaces the quarantine too.</summary>
    private async Task<IntendedCommit?> QuarantineAsync(
        StepOutput output, AppTransaction transaction, CancellationToken cancellationToken)
    {
        if (services.Catalog.FindDefined(model.Table.Quarantine) is not CatalogTable.Managed table)
        {
            return null;
        }

        bool replaces = plan.Rebuilds && await services.Catalog.FindSnapshotAsync(table, cancellationToken) is not null;
        if (output.Quarantined.Count == 0 && !replaces)
        {
            return null;
        }

        return new IntendedCommit
        {
            Table = table.Name.ToString(),
            Bucket = table.Bucket,
            Root = table.Root,
            Files = Moves(table.Root, output.Quarantined),
            Write = new TableWrite
            {
                Mode = replaces ? WriteMode.Overwrite : WriteMode.Append,
                Fields = output.QuarantineFields,
                PartitionColumns = [],
                Added = [.. output.Quarantined.Select(file => file.File)],
                Transaction = transaction,
                Operation = "WRITE",
                OperationParameters = new Dictionary<string, string> { ["model"] = _name },
                RunId = runId,
                Description = $"Rows that checks of {_name} took out",
            },
        };
    }

    private static IReadOnlyList<PublishedFile> Moves(string root, IReadOnlyList<WrittenFile> files) =>
        [.. files.Select(file => new PublishedFile(file.LocalPath, $"{root}/{file.File.Path}"))];
}
