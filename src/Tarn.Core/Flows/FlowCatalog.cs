using Tarn.Common;
using Tarn.Crawlers.Stored;
using Tarn.Flows.Graphs;
using Tarn.Jobs.Stored;
using Tarn.State;

namespace Tarn.Flows;

/// <summary>
/// The triggers and workflows of a lake: those that files define, which are read only, and those that clients make. A
/// file's goes before a client's of the same name.
/// </summary>
/// <param name="documents">Where they are kept.</param>
/// <param name="jobs">That triggers can name.</param>
/// <param name="crawlers">That triggers can name.</param>
/// <param name="timeProvider">Says when they are made and changed.</param>
public sealed class FlowCatalog(
    DocumentStore documents, JobCatalog jobs, CrawlerCatalog crawlers, TimeProvider timeProvider) : IWorkflowGraphs
{
    private readonly NamedEntries<Trigger> _triggers = new(
        documents, "entries/triggers/", "trigger", FlowsJson.Default.Trigger);

    private readonly NamedEntries<Workflow> _workflows = new(
        documents, "entries/workflows/", "workflow", FlowsJson.Default.Workflow);

    /// <summary>What files define.</summary>
    public FlowDefinitions Defined { get; init; } = FlowDefinitions.None;

    /// <summary>In ordinal order of their names.</summary>
    public async Task<IReadOnlyList<Trigger>> ListTriggersAsync(CancellationToken cancellationToken) =>
    [
        .. Defined.Triggers
            .Concat((await _triggers.ListAsync(cancellationToken))
                .Where(trigger => FindDefinedTrigger(trigger.Name) is null))
            .OrderBy(trigger => trigger.Name, StringComparer.Ordinal),
    ];

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<Trigger> GetTriggerAsync(string name, CancellationToken cancellationToken) =>
        FindDefinedTrigger(name) ?? await _triggers.GetAsync(name, cancellationToken);

    /// <summary>Null when there is none.</summary>
    public async Task<Trigger?> FindTriggerAsync(string name, CancellationToken cancellationToken) =>
        FindDefinedTrigger(name) ?? await _triggers.FindAsync(name, cancellationToken);

    /// <exception cref="TarnException">
    /// <c>TN5010</c>: there is one already; <c>TN1005</c>: a bad name, schedule, condition or action, or its workflow
    /// starts otherwise; <c>TN1003</c>: a job, crawler or workflow is not there.
    /// </exception>
    public async Task CreateTriggerAsync(Trigger trigger, CancellationToken cancellationToken)
    {
        TriggerRules.Check(trigger);
        RequireFree("trigger", trigger.Name, FindDefinedTrigger(trigger.Name)?.File);
        await RequireNamedAsync(trigger, before: null, cancellationToken);
        if (trigger.Workflow is { } workflow)
        {
            RequireOwn("workflow", workflow, FindDefined(workflow)?.File);
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
        RequireOwn("trigger", name, FindDefinedTrigger(name)?.File);
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
    /// <exception cref="TarnException"><c>TN3005</c>: a file defines it.</exception>
    public Task<bool> DeleteTriggerAsync(string name, CancellationToken cancellationToken)
    {
        RequireOwn("trigger", name, FindDefinedTrigger(name)?.File);
        return _triggers.DeleteAsync(name, cancellationToken);
    }

    /// <summary>In ordinal order of their names.</summary>
    public async Task<IReadOnlyList<Workflow>> ListWorkflowsAsync(CancellationToken cancellationToken) =>
    [
        .. Defined.Workflows.Select(Of)
            .Concat((await _workflows.ListAsync(cancellationToken))
                .Where(workflow => FindDefined(workflow.Name) is null))
            .OrderBy(workflow => workflow.Name, StringComparer.Ordinal),
    ];

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<Workflow> GetWorkflowAsync(string name, CancellationToken cancellationToken)
    {
        if (FindDefined(name) is { } defined)
        {
            return Of(defined);
        }

        return await _workflows.FindAsync(name, cancellationToken)
            ?? throw new TarnException(ErrorCodes.UnknownName, $"there is no workflow '{name}'")
            {
                Hint = Suggestion.DidYouMean(
                    name, (await ListWorkflowsAsync(cancellationToken)).Select(workflow => workflow.Name)),
            };
    }

    /// <inheritdoc/>
    public async Task<WorkflowDefinition> GetGraphAsync(string workflow, CancellationToken cancellationToken)
    {
        Workflow known = await GetWorkflowAsync(workflow, cancellationToken);
        return known.Defined ?? TriggerGraph.Of(known, await _triggers.ListAsync(cancellationToken));
    }

    /// <summary>
    /// What a backfill of this name runs: a workflow, or else a job whose models have the parameters <c>start</c> and
    /// <c>end</c>.
    /// </summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is neither; <c>TN1005</c>: the job has no such models.
    /// </exception>
    public async Task<WorkflowDefinition> GetBackfillAsync(string name, CancellationToken cancellationToken)
    {
        if (FindDefined(name) is not null || await _workflows.FindAsync(name, cancellationToken) is not null)
        {
            return await GetGraphAsync(name, cancellationToken);
        }

        KnownJob? job = (await jobs.ListAsync(cancellationToken)).FirstOrDefault(known => known.Name == name);
        return job is null ? await GetGraphAsync(name, cancellationToken)
            : JobGraph.Of(job) ?? throw new TarnException(
                ErrorCodes.BadArgument, $"no model of the job '{name}' has the parameters 'start' and 'end'")
            {
                Hint = "add 'parameters: {start: , end: }' to a model, and use them in its SQL",
            };
    }

    /// <exception cref="TarnException">
    /// <c>TN5010</c>: there is one already; <c>TN1005</c>: a bad name.
    /// </exception>
    public Task CreateWorkflowAsync(Workflow workflow, CancellationToken cancellationToken)
    {
        RequireFree("workflow", workflow.Name, FindDefined(workflow.Name)?.File);
        DateTimeOffset now = timeProvider.GetUtcNow();
        return _workflows.AddAsync(
            workflow.Name, workflow with { CreatedAt = now, UpdatedAt = now }, cancellationToken);
    }

    /// <summary>Stores what the change makes of it.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none; <c>TN3005</c>: a file defines it.</exception>
    public Task UpdateWorkflowAsync(
        string name, Func<Workflow, Workflow> change, CancellationToken cancellationToken)
    {
        RequireOwn("workflow", name, FindDefined(name)?.File);
        return _workflows.UpdateAsync(
            name, workflow => change(workflow) with { UpdatedAt = timeProvider.GetUtcNow() }, cancellationToken);
    }

    /// <summary>Takes it out with its triggers; false when there is none.</summary>
    /// <exception cref="TarnException"><c>TN3005</c>: a file defines it.</exception>
    public async Task<bool> DeleteWorkflowAsync(string name, CancellationToken cancellationToken)
    {
        RequireOwn("workflow", name, FindDefined(name)?.File);
        foreach (Trigger trigger in await _triggers.ListAsync(cancellationToken))
        {
            if (trigger.Workflow == name)
            {
                await _triggers.DeleteAsync(trigger.Name, cancellationToken);
            }
        }

        return await _workflows.DeleteAsync(name, cancellationToken);
    }

    private Trigger? FindDefinedTrigger(string name) =>
        Defined.Triggers.FirstOrDefault(trigger => trigger.Name == name);

    private WorkflowDefinition? FindDefined(string name) =>
        Defined.Workflows.FirstOrDefault(workflow => workflow.Name == name);

    private static Workflow Of(WorkflowDefinition definition) => new()
    {
        Name = definition.Name,
        Description = definition.Description,
        Properties = definition.Parameters.ToDictionary(pair => pair.Key, pair => pair.Value ?? ""),
        RunsMax = definition.RunsMax,
        Defined = definition,
    };

    private static void RequireFree(string kind, string name, string? file)
    {
        if (file is not null)
        {
            throw new TarnException(ErrorCodes.EntryExists, $"there is a {kind} '{name}' already")
            {
                Hint = $"it is defined by {file}",
            };
        }
    }

    private static void RequireOwn(string kind, string name, string? file)
    {
        if (file is not null)
        {
            throw new TarnException(ErrorCodes.StatementNotAllowed, $"{kind} '{name}' is defined by a file")
            {
                Hint = $"change {file} and start the server again",
            };
        }
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
