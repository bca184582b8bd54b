using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Subjects;
using Tarn.Crawlers.Background;
using Tarn.Crawlers.Stored;
using Tarn.Flows.Runs;
using Tarn.Jobs.Background;
using Tarn.Observability;

namespace Tarn.Cli.Hosting.Notifications;

/// <summary>What the histories of a lake say of its jobs, crawlers and workflows.</summary>
/// <param name="lake">Whose.</param>
/// <param name="crawlers">Runs them; null in a process that does not.</param>
/// <param name="workflows">Runs them; null in a process that does not.</param>
/// <param name="jobs">Runs them in the background; null in a process that does not.</param>
internal sealed class LakeWorkLook(
    LakeHost lake, CrawlerService? crawlers, WorkflowService? workflows, JobService? jobs) : IWorkLook
{
    // A job that has not run for so many runs of others is not looked for.
    private const int RunsLookedAtMax = 1000;

    public async Task<IReadOnlyList<WorkOutcome>> ListLatestAsync(CancellationToken cancellationToken)
    {
        List<WorkOutcome> latest = [];
        await foreach (KnownRun run in lake.AllRuns.Book.ListAsync(cancellationToken).Take(RunsLookedAtMax))
        {
            latest.AddRange(run.Outcomes.Where(outcome => IsNews(latest, outcome)));
        }

        foreach (KnownCrawler crawler in await ListCrawlersAsync(cancellationToken))
        {
            IReadOnlyList<CrawlRecord> records = await crawlers!.ListAsync(crawler.Definition.Name, cancellationToken);
            foreach (CrawlRecord record in records.Where(record => IsNews(latest, record.Outcome)))
            {
                latest.Add(record.Outcome);
            }
        }

        IReadOnlyList<WorkflowRun> runs = workflows is null
            ? []
            : await workflows.ListRunsAsync(workflow: null, before: null, RunsLookedAtMax, cancellationToken);
        foreach (WorkflowRun run in runs.Where(run => run.HasEnded))
        {
            WorkOutcome outcome = WorkflowOutcomes.Of(run);
            if (IsNews(latest, outcome))
            {
                latest.Add(outcome);
            }
        }

        return [.. latest.OrderBy(outcome => outcome.EndedAt)];
    }

    public async Task<RunningWork?> FindRunningAsync(
        WorkSubject kind, string name, CancellationToken cancellationToken)
    {
        if (kind == WorkSubject.Crawler)
        {
            return crawlers?.StatusOf(name) is { CrawlId: { } id, StartedAt: { } at } ? new RunningWork(id, at) : null;
        }

        if (kind == WorkSubject.Workflow)
        {
            return workflows is null ? null : (await workflows.ListRunsAsync(
                name, before: null, RunsLookedAtMax, cancellationToken))
                .Where(run => !run.HasEnded)
                .Select(run => new RunningWork(run.Id, run.DueAt ?? run.StartedAt))
                .LastOrDefault();
        }

        // One that waits for its turn is late, too.
        if (jobs?.FindFirst(name) is { } first)
        {
            return new RunningWork(first.Id, first.DueAt ?? first.StartedAt);
        }

        return lake.AllRuns.Live.List()
            .Where(run => run.Begun.Jobs.Contains(name))
            .Select(run => new RunningWork(run.Begun.RunId, run.Begun.StartedAt))
            .FirstOrDefault();
    }

    /// <summary>The last end of each, and the last success of each.</summary>
    private static bool IsNews(List<WorkOutcome> found, WorkOutcome outcome)
    {
        WorkOutcome[] same = [.. found.Where(other => other.Kind == outcome.Kind && other.Name == outcome.Name)];
        return outcome.Result != WorkResult.Stopped
            && (same.Length == 0
                || (outcome.Result == WorkResult.Succeeded
                    && same.All(other => other.Result != WorkResult.Succeeded)));
    }

    private async Task<IReadOnlyList<KnownCrawler>> ListCrawlersAsync(CancellationToken cancellationToken) =>
        crawlers is null ? [] : await crawlers.Catalog.ListAsync(cancellationToken);
}
