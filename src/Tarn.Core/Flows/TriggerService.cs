using Tarn.Common;
using Tarn.Crawlers.Background;
using Tarn.Flows.Events;
using Tarn.Flows.Runs;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;

namespace Tarn.Flows;

/// <summary>Switches triggers on and off, and starts what they name.</summary>
/// <param name="catalog">The triggers there are.</param>
/// <param name="jobs">Runs jobs.</param>
/// <param name="crawlers">Runs crawlers.</param>
/// <param name="workflows">Runs workflows.</param>
/// <param name="ids">Names runs.</param>
public sealed class TriggerService(
    FlowCatalog catalog, JobService jobs, CrawlerService crawlers, WorkflowService workflows, IIdSource ids)
{
    /// <summary>The triggers and workflows there are.</summary>
    public FlowCatalog Catalog => catalog;

    /// <summary>Runs workflows.</summary>
    public WorkflowService Workflows => workflows;

    /// <summary>
    /// Starts the actions of a trigger on demand, all that can be, or a run of its workflow; switches one on that has a
    /// schedule, conditions or events.
    /// </summary>
    /// <returns>Null when it was switched on.</returns>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is none, or what it starts is gone; <c>TN1005</c>: an argument of an action is none;
    /// <c>TN3005</c>: a file defines it.
    /// </exception>
    public async Task<TriggerOutcome?> StartAsync(string name, CancellationToken cancellationToken)
    {
        Trigger trigger = await catalog.GetTriggerAsync(name, cancellationToken);
        if (trigger.Kind == TriggerKind.OnDemand)
        {
            return await FireAsync(trigger, ids.NextId(), EventValues.None, cancellationToken);
        }

        await SwitchAsync(trigger, isOn: true, cancellationToken);
        return null;
    }

    /// <summary>Switches one off; what it has started goes on.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is none; <c>TN3005</c>: a file defines it.
    /// </exception>
    public async Task StopAsync(string name, CancellationToken cancellationToken) =>
        await SwitchAsync(await catalog.GetTriggerAsync(name, cancellationToken), isOn: false, cancellationToken);

    /// <summary>
    /// Starts what a trigger names, under ids that begin with the one given: what was started under them before is not
    /// started again. The first trigger of a workflow starts a run of the workflow.
    /// </summary>
    /// <param name="trigger">What is started.</param>
    /// <param name="id">Of the first thing that is.</param>
    /// <param name="values">Of the event that it is started for, by name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: what it starts is gone; <c>TN1005</c>: a bad argument.
    /// </exception>
    internal async Task<TriggerOutcome> FireAsync(
        Trigger trigger,
        string id,
        IReadOnlyDictionary<string, string> values,
        CancellationToken cancellationToken)
    {
        if (trigger.Workflow is { } workflow)
        {
            bool isStarted = await TryStartWorkflowAsync(
                new WorkflowStart(workflow) { RunId = id, StartedBy = trigger.Name }, cancellationToken);
            return new TriggerOutcome(isStarted ? 1 : 0, BusyJob: null, BusyCrawler: null)
            {
                BusyWorkflow = isStarted ? null : workflow,
            };
        }

        TriggerOutcome outcome = new(Started: 0, BusyJob: null, BusyCrawler: null);
        for (int place = 0; place < trigger.Actions.Count; place++)
        {
            TriggerAction action = trigger.Actions[place];

            // What clients said is taken as it is.
            action = trigger.File is null
                ? action
                : action with { Arguments = EventValues.Fill(action.Arguments, values) };
            string actionId = place == 0 ? id : $"{id}-{place}";
            bool isStarted = await TryStartAsync(trigger, action, actionId, cancellationToken);
            outcome = isStarted
                ? outcome with { Started = outcome.Started + 1 }
                : outcome with
                {
                    BusyJob = action.Job ?? outcome.BusyJob,
                    BusyCrawler = action.Crawler ?? outcome.BusyCrawler,
                    BusyWorkflow = action.Workflow ?? outcome.BusyWorkflow,
                };
        }

        return outcome;
    }

    private async Task SwitchAsync(Trigger trigger, bool isOn, CancellationToken cancellationToken)
    {
        if (trigger.Kind != TriggerKind.OnDemand)
        {
            await catalog.UpdateTriggerAsync(
                trigger.Name, current => current with { IsOn = isOn }, cancellationToken);
        }
    }

    private async Task<bool> TryStartAsync(
        Trigger trigger, TriggerAction action, string id, CancellationToken cancellationToken)
    {
        if (action.Crawler is { } crawler)
        {
            return await crawlers.TryStartKeptAsync(crawler, id, cancellationToken);
        }

        if (action.Workflow is { } workflow)
        {
            WorkflowStart start = new(workflow)
            {
                RunId = id,
                Parameters = action.Arguments,
                StartedBy = trigger.Name,
            };
            return await TryStartWorkflowAsync(start, cancellationToken);
        }

        JobStart run = new(action.Job!)
        {
            RunId = id,
            Arguments = action.Arguments,
            TimeoutMinutes = action.TimeoutMinutes,
            Trigger = trigger.Name,
            Origin = new RunOrigin(RunOriginKind.Trigger, trigger.Name),
        };
        return await jobs.TryStartAsync(run, cancellationToken) is not null;
    }

    /// <summary>Tells of a run that is late before it could begin.</summary>
    internal async Task TellLateAsync(WorkflowStart start, CancellationToken cancellationToken) =>
        workflows.TellLate(await catalog.GetGraphAsync(start.Workflow, cancellationToken), start);

    /// <summary>Starts a run of a workflow; false when it has as many as it may.</summary>
    internal async Task<bool> TryStartWorkflowAsync(WorkflowStart start, CancellationToken cancellationToken)
    {
        try
        {
            await workflows.StartAsync(start, cancellationToken);
            return true;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.WorkflowBusy)
        {
            return false;
        }
    }
}
