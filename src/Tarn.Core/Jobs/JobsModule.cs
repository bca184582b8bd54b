using Tarn.Common;
using Tarn.Jobs.Commits;
using Tarn.Jobs.Execution;
using Tarn.Jobs.Inputs;
using Tarn.State;

namespace Tarn.Jobs;

/// <summary>Puts the parts of the module together.</summary>
public static class JobsModule
{
    private const string ScratchName = "scratch";
    private const string RunsName = "runs";

    /// <summary>
    /// Takes the lake, finishes or cleans up what a crashed process left, and gives the one who may run. Dispose it to
    /// give the lake back.
    /// </summary>
    /// <exception cref="TarnException">TN4006: another process has the lake.</exception>
    public static async Task<JobRunner> OpenRunnerAsync(JobRunnerParts parts, CancellationToken cancellationToken)
    {
        ILakeTurn turn = await parts.Turns.TakeForRunsAsync(cancellationToken);
        try
        {
            string scratch = Path.Combine(parts.StateDirectory, ScratchName, RunsName);
            IntentStore intents = new(parts.Documents);
            Publisher publisher = new(parts.Buckets, parts.Catalog, intents, parts.Bookmarks);
            IReadOnlyList<Intent> finished = await publisher.RecoverAsync(cancellationToken);
            await CleanUpAsync(parts, scratch, turn.StartedAt, cancellationToken);
            StepServices services = new()
            {
                Instance = parts.Instance,
                Catalog = parts.Catalog,
                Planner = new InputPlanner(parts.Catalog, parts.Bookmarks),
                Bookmarks = parts.Bookmarks,
                Pseudonyms = parts.Pseudonyms,
                Publisher = publisher,
                ScratchDirectory = scratch,
                TimeProvider = parts.TimeProvider,
                IdSource = parts.IdSource,
            };
            return new JobRunner(parts, services, turn)
            {
                Recovered = [.. finished.Select(intent => intent.Model)],
            };
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private static async Task CleanUpAsync(
        JobRunnerParts parts, string scratch, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        if (Directory.Exists(scratch))
        {
            Directory.Delete(scratch, recursive: true);
        }

        ProcessScratch.RemoveLeftovers(parts.StateDirectory);
        await parts.Buckets.RemoveLeftoversAsync(startedAt, cancellationToken);
        await parts.Documents.RemoveLeftoversAsync(startedAt, cancellationToken);
        await parts.History.MarkInterruptedAsync(parts.TimeProvider.GetUtcNow(), cancellationToken);
    }
}
