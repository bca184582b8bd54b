using Tarn.Crawlers.Background;
using Tarn.Flows.Events;
using Tarn.Flows.Runs;
using Tarn.Flows.Schedules;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;

namespace Tarn.Flows.Scheduling;

/// <summary>Starts what schedules of a lake name.</summary>
public sealed class LakeStarter(TriggerService triggers, JobService jobs, CrawlerService crawlers) : IScheduleStarter
{
    /// <inheritdoc/>
    public Task<bool> TryStartAsync(ScheduleTarget target, Firing firing, CancellationToken cancellationToken) =>
        target.Kind switch
        {
            ScheduleTargetKind.Job => StartJobAsync(target, firing, cancellationToken),
            ScheduleTargetKind.Crawler => crawlers.TryStartKeptAsync(target.Name, firing.RunId, cancellationToken),
            ScheduleTargetKind.Workflow => StartWorkflowAsync(target, firing, cancellationToken),
            _ => FireAsync(target.Name, firing, cancellationToken),
        };

    private async Task<bool> StartJobAsync(ScheduleTarget target, Firing firing, CancellationToken cancellationToken)
    {
        JobStart start = new(target.Name)
        {
            RunId = firing.RunId,
            Arguments = MomentWords.Fill(target.Arguments, firing),
            Trigger = firing.Key,
            Origin = new RunOrigin(RunOriginKind.Schedule, firing.Key),
            DueAt = firing.Moment,
        };
        return await jobs.TryStartAsync(start, cancellationToken) is not null;
    }

    private async Task<bool> StartWorkflowAsync(
        ScheduleTarget target, Firing firing, CancellationToken cancellationToken)
    {
        WorkflowStart start = new(target.Name)
        {
            RunId = firing.RunId,
            Parameters = MomentWords.Fill(target.Arguments, firing),
            StartedBy = firing.Key,
            DueAt = firing.Moment,
        };
        if (await triggers.TryStartWorkflowAsync(start, cancellationToken))
        {
            return true;
        }

        await triggers.TellLateAsync(start, cancellationToken);
        return false;
    }

    private async Task<bool> FireAsync(string name, Firing firing, CancellationToken cancellationToken)
    {
        Trigger trigger = await triggers.Catalog.GetTriggerAsync(name, cancellationToken);
        TriggerOutcome outcome = await triggers.FireAsync(
            trigger, firing.RunId, EventValues.Of(firing.Moment), cancellationToken);
        return outcome is { BusyJob: null, BusyCrawler: null, BusyWorkflow: null };
    }
}
