using Tarn.Crawlers.Background;
using Tarn.Flows.Runs;
using Tarn.Flows.Schedules;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;

namespace Tarn.Flows.Scheduling;

/// <summary>Starts what schedules of a lake name.</summary>
public sealed class LakeStarter(TriggerService triggers, JobService jobs, CrawlerService crawlers) : IScheduleStarter
{
    /// <inheritdoc/>
    public Task<bool> TryStartAsync(
        ScheduleTarget target, string runId, string startedBy, CancellationToken cancellationToken) =>
        target.Kind switch
        {
            ScheduleTargetKind.Job => StartJobAsync(target, runId, startedBy, cancellationToken),
            ScheduleTargetKind.Crawler => StartCrawlerAsync(target.Name, runId, cancellationToken),
            ScheduleTargetKind.Workflow => StartWorkflowAsync(target, runId, startedBy, cancellationToken),
            _ => FireAsync(target.Name, runId, cancellationToken),
        };

    private async Task<bool> StartJobAsync(
        ScheduleTarget target, string runId, string startedBy, CancellationToken cancellationToken)
    {
        JobStart start = new(target.Name)
        {
            RunId = runId,
            Arguments = target.Arguments,
            Trigger = startedBy,
            Origin = new RunOrigin(RunOriginKind.Schedule, startedBy),
        };
        return await jobs.TryStartAsync(start, cancellationToken) is not null;
    }

    private async Task<bool> StartCrawlerAsync(string name, string runId, CancellationToken cancellationToken) =>
        await crawlers.FindAsync(name, runId, cancellationToken) is not null
        || await crawlers.TryStartAsync(name, runId, cancellationToken);

    private async Task<bool> StartWorkflowAsync(
        ScheduleTarget target, string runId, string startedBy, CancellationToken cancellationToken)
    {
        WorkflowStart start = new(target.Name)
        {
            RunId = runId,
            Parameters = target.Arguments,
            StartedBy = startedBy,
        };
        return await triggers.TryStartWorkflowAsync(start, cancellationToken);
    }

    private async Task<bool> FireAsync(string name, string runId, CancellationToken cancellationToken)
    {
        Trigger trigger = await triggers.Catalog.GetTriggerAsync(name, cancellationToken);
        TriggerOutcome outcome = await triggers.FireAsync(trigger, runId, cancellationToken);
        return outcome is { BusyJob: null, BusyCrawler: null, BusyWorkflow: null };
    }
}
