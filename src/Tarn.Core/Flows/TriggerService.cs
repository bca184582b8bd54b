using Tarn.Common;
using Tarn.Crawlers.Background;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;

namespace Tarn.Flows;

/// <summary>Switches triggers on and off, and starts what those on demand name.</summary>
/// <param name="catalog">The triggers there are.</param>
/// <param name="jobs">Runs jobs.</param>
/// <param name="crawlers">Runs crawlers.</param>
public sealed class TriggerService(FlowCatalog catalog, JobService jobs, CrawlerService crawlers)
{
    /// <summary>The triggers and workflows there are.</summary>
    public FlowCatalog Catalog => catalog;

    /// <summary>
    /// Starts the actions of a trigger on demand, all that can be; switches one on that has a schedule or conditions.
    /// </summary>
    /// <returns>Null when it was switched on.</returns>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is none, or what it starts is gone; <c>TN1005</c>: an argument of an action is none.
    /// </exception>
    public async Task<TriggerOutcome?> StartAsync(string name, CancellationToken cancellationToken)
    {
        Trigger trigger = await catalog.GetTriggerAsync(name, cancellationToken);
        if (trigger.Kind == TriggerKind.OnDemand)
        {
            return await FireAsync(trigger, cancellationToken);
        }

        await SwitchAsync(trigger, isOn: true, cancellationToken);
        return null;
    }

    /// <summary>Switches one off that has a schedule or conditions; what it has started goes on.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task StopAsync(string name, CancellationToken cancellationToken) =>
        await SwitchAsync(await catalog.GetTriggerAsync(name, cancellationToken), isOn: false, cancellationToken);

    private async Task SwitchAsync(Trigger trigger, bool isOn, CancellationToken cancellationToken)
    {
        if (trigger.Kind is TriggerKind.Scheduled or TriggerKind.Conditional)
        {
            await catalog.UpdateTriggerAsync(
                trigger.Name, current => current with { IsOn = isOn }, cancellationToken);
        }
    }

    private async Task<TriggerOutcome> FireAsync(Trigger trigger, CancellationToken cancellationToken)
    {
        TriggerOutcome outcome = new(Started: 0, BusyJob: null, BusyCrawler: null);
        foreach (TriggerAction action in trigger.Actions)
        {
            bool isStarted = action.Crawler is { } crawler
                ? await crawlers.TryStartAsync(crawler, cancellationToken)
                : await jobs.TryStartAsync(StartOf(trigger, action), cancellationToken) is not null;
            outcome = isStarted
                ? outcome with { Started = outcome.Started + 1 }
                : outcome with
                {
                    BusyJob = action.Job ?? outcome.BusyJob,
                    BusyCrawler = action.Crawler ?? outcome.BusyCrawler,
                };
        }

        return outcome;
    }

    private static JobStart StartOf(Trigger trigger, TriggerAction action) => new(action.Job!)
    {
        Arguments = action.Arguments,
        TimeoutMinutes = action.TimeoutMinutes,
        Trigger = trigger.Name,
        Origin = new RunOrigin(RunOriginKind.Trigger, trigger.Name),
    };
}
