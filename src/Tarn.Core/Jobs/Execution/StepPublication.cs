using Tarn.Catalog;
using Tarn.Jobs.Commits;
using Tarn.Jobs.Inputs;
using Tarn.Tables;

namespace Tarn.Jobs.Execution;

/// <summary>Turns what a step wrote into an intent and has it published.</summary>
internal sealed class StepPublication(StepServices services, ModelDefinition model, InputPlan plan, string runId)
{
    private readonly string _name = model.Table.ToString();

    /// <summary>Counts on from the table itself, so that a lost or reset bookmark never repeats a number.</summary>
    private long NextVersion =>
        Math.Max(plan.Target?.Transactions.GetValueOrDefault(_name) ?? 0, plan.Current?.Version ?? 0) + 1;

    /// <returns>The version of the table that was committed, and what was noticed.</returns>
    public async Task<Publication> PublishAsync(
        StepOutput output,
        IReadOnlyList<RejectedFile> rejected,
        OutputDirectory directory,
        CancellationToken cancellationToken)
    {
        AppTransaction transaction = new(_name, NextVersion);
        CatalogTable.Managed table = services.Catalog.GetModelTable(model.Table);
        List<IntendedCommit> commits = [Commit(table, output, transaction)];
        if (await QuarantineAsync(output, transaction, cancellationToken) is { } quarantine)
        {
            commits.Add(quarantine);
        }

        HashSet<string> unreadable = [.. rejected.Select(file => file.Key)];
        Intent intent = new()
        {
            Model = _name,
            RunId = runId,
            Commits = commits,
            Next = new Bookmark
            {
                Version = transaction.Version,
                Fingerprint = plan.Rebuilds ? plan.Fingerprint : plan.Current!.Fingerprint,
                DefinitionHash = plan.Rebuilds ? plan.DefinitionHash : plan.Current!.DefinitionHash,
                Consumed = [.. plan.KeptFiles, .. plan.NewFiles.Where(file => !unreadable.Contains(file.Key))],
                Rejected = StillRejected(rejected),
                SettledAt = services.TimeProvider.GetUtcNow(),
                RunId = runId,
            },
        };
        cancellationToken.ThrowIfCancellationRequested();
        directory.Keep();
        Publication publication = await services.Publisher.PublishAsync(intent);
        directory.Release();
        return publication;
    }

    /// <summary>Remembers files that could not be read when there is nothing else to commit.</summary>
    public Task NoteRejectedAsync(IReadOnlyList<RejectedFile> rejected, CancellationToken cancellationToken) =>
        services.Bookmarks.WriteAsync(
            model.Table, plan.Current! with { Rejected = StillRejected(rejected) }, cancellationToken);

    /// <summary>
    /// Earlier ones stay until the file is read or gone; a newer verdict on the same file replaces the older.
    /// </summary>
    private IReadOnlyList<RejectedFile> StillRejected(IReadOnlyList<RejectedFile> rejected)
    {
        HashSet<string> settled = [.. rejected.Select(file => file.Key), .. plan.NewFiles.Select(file => file.Key)];
        IEnumerable<RejectedFile> earlier = plan.Rebuilds ? [] : plan.Current?.Rejected ?? [];
        return [.. earlier.Where(file => !settled.Contains(file.Key)), .. rejected];
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
