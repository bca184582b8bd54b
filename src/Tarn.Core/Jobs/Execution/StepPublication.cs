using Tarn.Jobs.Commits;
using Tarn.Jobs.Inputs;
using Tarn.Tables;

namespace Tarn.Jobs.Execution;

/// <summary>Turns what a step wrote into an intent and has it published.</summary>
internal sealed class StepPublication(StepServices services, ModelDefinition model, InputPlan plan, string runId)
{
    private readonly string _name = model.Table.ToString();

    /// <returns>The version of the table that was committed, and what was noticed.</returns>
    public async Task<Publication> PublishAsync(
        StepOutput output,
        IReadOnlyList<RejectedFile> rejected,
        OutputDirectory directory,
        CancellationToken cancellationToken)
    {
        StepCommits commits = new(services, model, plan, runId);
        AppTransaction transaction = commits.NextTransaction;
        HashSet<string> unreadable = [.. rejected.Select(file => file.Key)];
        Bookmark? before = plan.Rebuilds ? null : plan.Current;
        Bookmark next = new Bookmark
        {
            Version = transaction.Version,
            Fingerprint = before?.Fingerprint ?? plan.Fingerprint,
            DefinitionHash = before?.DefinitionHash ?? plan.DefinitionHash,
            Rejected = StillRejected(rejected),
            SettledAt = services.TimeProvider.GetUtcNow(),
            RunId = runId,
        }.After(plan.Current);
        InputFile[] consumed =
        [
            .. plan.NewFiles.Where(file => !unreadable.Contains(file.Key))
                .Select(file => file with { Since = transaction.Version }),
        ];
        Intent intent = new()
        {
            Model = _name,
            RunId = runId,
            Commits = await commits.OfAsync(output, transaction, cancellationToken),
            Next = await services.Bookmarks.WithConsumedAsync(
                model.Table, next, before, consumed, cancellationToken),
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
        if (plan.IsRanged)
        {
            return plan.Rebuilds ? [] : plan.Current?.Rejected ?? [];
        }

        HashSet<string> settled = [.. rejected.Select(file => file.Key), .. plan.NewFiles.Select(file => file.Key)];
        IEnumerable<RejectedFile> earlier = plan.Rebuilds ? [] : plan.Current?.Rejected ?? [];
        return [.. earlier.Where(file => !settled.Contains(file.Key)), .. rejected];
    }
}
