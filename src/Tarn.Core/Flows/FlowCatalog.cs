using Tarn.Common;
using Tarn.Crawlers.Stored;
using Tarn.Jobs.Stored;
using Tarn.State;

namespace Tarn.Flows;

/// <summary>The triggers and workflows that clients have made.</summary>
/// <param name="documents">Where they are kept.</param>
/// <param name="jobs">That triggers can name.</param>
/// <param name="crawlers">That triggers can name.</param>
/// <param name="timeProvider">Says when they are made and changed.</param>
public sealed class FlowCatalog(
    DocumentStore documents, JobCatalog jobs, CrawlerCatalog crawlers, TimeProvider timeProvider)
{
    private readonly NamedEntries<Trigger> _triggers = new(
        documents, "entries/triggers/", "trigger", FlowsJson.Default.Trigger);

    private readonly NamedEntries<Workflow> _workflows = new(
        documents, "entries/workflows/", "workflow", FlowsJson.Default.Workflow);

    /// <summary>In ordinal order of their names.</summary>
    public Task<IReadOnlyList<Trigger>> ListTriggersAsync(CancellationToken cancellationToken) =>
        _triggers.ListAsync(cancellationToken);

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public Task<Trigger> GetTriggerAsync(string name, CancellationToken cancellationToken) =>
        _triggers.GetAsync(name, cancellationToken);

    /// <exception cref="TarnException">
    /// <c>TN5010</c>: there is one already; <c>TN1005</c>: a bad name, schedule, condition or action, or its workflow
    /// starts otherwise; <c>TN1003</c>: a job, crawler or workflow is not there.
    /// </exception>
    public async Task CreateTriggerAsync(Trigger trigger, CancellationToken cancellationToken)
    {
        TriggerRules.Check(trigger);
        await RequireNamedAsync(trigger, before: null, cancellationToken);
        if (trigger.Workflow is { } workflow)
        {
            await _workflows.GetAsync(workflow, cancellationToken);
            await RequireOneStartAsync(trigger, workflow, cancellationToken);
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        await _triggers.AddAsync(trigger.Name, trigger with { CreatedAt = now, UpdatedAt = now }, cancellationToken);
    }

    /// <summary>Stores what the change makes of it; kind and workflow stay.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: it, a job or a crawler is not there; <c>TN1005</c>: a bad schedule, condition or action.
    /// </exception>
    public async Task<Trigger> UpdateTriggerAsync(
        string name, Func<Trigger, Trigger> change, CancellationToken cancellationToken)
    {
        Trigger before = await _triggers.GetAsync(name, cancellationToken);
        await RequireNamedAsync(change(before), before, cancellationToken);
        await _triggers.UpdateAsync(
            name,
            trigger =>
            {
                Trigger changed = change(trigger) with
                {
                    Kind = trigger.Kind,
                    Workflow = trigger.Workflow,
                    UpdatedAt = timeProvider.GetUtcNow(),
                };
                TriggerRules.Check(changed);
                return changed;
            },
            cancellationToken);
        return await _triggers.GetAsync(name, cancellationToken);
    }

    /// <summary>False when there is none.</summary>
    public Task<bool> DeleteTriggerAsync(string name, CancellationToken cancellationToken) =>
        _triggers.DeleteAsync(name, cancellationToken);

    /// <summary>In ordinal order of their names.</summary>
    public Task<IReadOnlyList<Workflow>> ListWorkflowsAsync(CancellationToken cancellationToken) =>
        _workflows.ListAsync(cancellationToken);

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public Task<Workflow> GetWorkflowAsync(string name, CancellationToken cancellationToken) =>
        _workflows.GetAsync(name, cancellationToken);

    /// <exception cref="TarnException">
    /// <c>TN5010</c>: there is one already; <c>TN1005</c>: a bad name.
    /// </exception>
    public Task CreateWorkflowAsync(Workflow workflow, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        return _workflows.AddAsync(
            workflow.Name, workflow with { CreatedAt = now, UpdatedAt = now }, cancellationToken);
    }

    /// <summary>Stores what the change makes of it.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public Task UpdateWorkflowAsync(
        string name, Func<Workflow, Workflow> change, CancellationToken cancellationToken) =>
        _workflows.UpdateAsync(
            name, workflow => change(workflow) with { UpdatedAt = timeProvider.GetUtcNow() }, cancellationToken);

    /// <summary>Takes it out with its triggers; false when there is none.</summary>
    public async Task<bool> DeleteWorkflowAsync(string name, CancellationToken cancellationToken)
    {
        foreach (Trigger trigger in await _triggers.ListAsync(cancellationToken))
        {
            if (trigger.Workflow == name)
            {
                await _triggers.DeleteAsync(trigger.Name, cancellationToken);
            }
        }

        return await _workflows.DeleteAsync(name, cancellationToken);
    }

    /// <summary>What a trigger named before may be gone by now.</summary>
    private async Task RequireNamedAsync(Trigger trigger, Trigger? before, CancellationToken cancellationToken)
    {
        foreach (string job in JobsOf(trigger).Except(before is null ? [] : JobsOf(before)))
        {
            await jobs.GetAsync(job, cancellationToken);
        }

        foreach (string crawler in CrawlersOf(trigger).Except(before is null ? [] : CrawlersOf(before)))
        {
            await crawlers.GetAsync(crawler, cancellationToken);
        }
    }

    private static IEnumerable<string> JobsOf(Trigger trigger) => trigger.Actions.Select(action => action.Job)
        .Concat(trigger.Conditions.Select(condition => condition.Job))
        .OfType<string>();

    private static IEnumerable<string> CrawlersOf(Trigger trigger) => trigger.Actions.Select(action => action.Crawler)
        .Concat(trigger.Conditions.Select(condition => condition.Crawler))
        .OfType<string>();

    private async Task RequireOneStartAsync(Trigger trigger, string workflow, CancellationToken cancellationToken)
    {
        Trigger? start = (await _triggers.ListAsync(cancellationToken)).FirstOrDefault(other =>
            other.Workflow == workflow && other.Kind != TriggerKind.Conditional);
        if (trigger.Kind != TriggerKind.Conditional && start is not null)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"workflow '{workflow}' starts with trigger '{start.Name}' already");
        }
    }
}
