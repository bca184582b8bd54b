using Tarn.Common;
using Tarn.Crawlers.Background;
using Tarn.Flows.Runs;
using Tarn.Jobs.Background;
using Tarn.Observability;

namespace Tarn.Flows.Events;

/// <summary>Reads how things ended that conditions of triggers name.</summary>
internal sealed class EndedWorkReader(JobService jobs, CrawlerService crawlers, WorkflowService workflows)
{
    /// <summary>How many of the latest runs are looked at after a start.</summary>
    private const int LatestMax = 50;

    /// <summary>What was told of; null when it is gone by now.</summary>
    public async Task<EndedWork?> ReadAsync(WorkOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            return outcome.Kind switch
            {
                WorkSubject.Job => Of(await jobs.GetRunAsync(outcome.Name, outcome.Id, cancellationToken)),
                WorkSubject.Crawler => await crawlers.FindAsync(outcome.Name, outcome.Id, cancellationToken)
                    is { } crawl ? Of(crawl) : null,
                _ => Of(await workflows.GetRunAsync(outcome.Name, outcome.Id, cancellationToken)),
            };
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.UnknownName)
        {
            return null;
        }
    }

    /// <summary>What a condition names and ended after a moment, the oldest first.</summary>
    public async Task<IReadOnlyList<EndedWork>> ListAsync(
        TriggerCondition condition, DateTimeOffset after, CancellationToken cancellationToken)
    {
        try
        {
            IEnumerable<EndedWork> latest = condition switch
            {
                { Job: { } job } => (await jobs.ListRunsAsync(job, before: null, LatestMax, cancellationToken))
                    .Where(run => run.HasEnded)
                    .Select(Of),
                { Crawler: { } crawler } => (await crawlers.ListAsync(crawler, cancellationToken))
                    .Take(LatestMax)
                    .Select(Of),
                _ => (await workflows.ListRunsAsync(condition.Workflow, before: null, LatestMax, cancellationToken))
                    .Where(run => run.HasEnded)
                    .Select(Of),
            };
            return [.. latest.Where(ended => ended.EndedAt > after).OrderBy(ended => ended.EndedAt)];
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.UnknownName)
        {
            return [];
        }
    }

    private static EndedWork Of(JobRunRecord run) => new(run.Id, run.EndedAt ?? run.ChangedAt) { Job = run };

    private static EndedWork Of(CrawlRecord crawl) => new(crawl.Id, crawl.EndedAt) { Crawl = crawl };

    private static EndedWork Of(WorkflowRun run) => new(run.Id, run.EndedAt ?? run.StartedAt) { Workflow = run };
}
