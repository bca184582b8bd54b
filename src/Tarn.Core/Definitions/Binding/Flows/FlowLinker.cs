using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Flows;
using Tarn.Flows.Graphs;
using Tarn.Flows.Schedules;
using Tarn.Jobs;
using Tarn.Sources;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>What can be judged of workflows and triggers with all files read only: names, and circles.</summary>
internal sealed class FlowLinker(
    BindingContext context,
    IReadOnlyList<ModelDefinition> models,
    IReadOnlyList<CrawlerDefinition> crawlers,
    IReadOnlyList<SourceDefinition> sources)
{
    public LakeFlows Link(IReadOnlyList<FlowDraft> drafts)
    {
        Dictionary<string, WorkflowDefinition> workflows = drafts
            .Select(draft => draft.Workflow)
            .OfType<WorkflowDefinition>()
            .ToDictionary(workflow => workflow.Name);
        Dictionary<string, string[]> known = new()
        {
            ["job"] = [.. models.Select(model => model.Job).Distinct()],
            ["crawler"] = [.. crawlers.Select(crawler => crawler.Name)],
            ["workflow"] = [.. workflows.Keys],
            ["source"] = [.. sources.Select(source => source.Name)],
        };
        foreach (SourceDefinition source in sources)
        {
            known[FlowNames.TableOf(source.Name)] = PartsOf(source);
        }

        ReportUnknown(drafts, known);
        ReportCircles(drafts, workflows);
        ReportQueues(drafts, workflows);
        ReportParameters(drafts, workflows);
        return new LakeFlows
        {
            Graphs = new FlowDefinitions
            {
                Workflows = [.. workflows.Values],
                Triggers = [.. drafts.SelectMany(draft => draft.Triggers)],
            },
            Schedules = [.. drafts.Select(draft => draft.Schedule).OfType<ScheduleDefinition>()],
        };
    }

    /// <summary>Jobs, crawlers and workflows may be there nevertheless; sources are in files only.</summary>
    private void ReportUnknown(IReadOnlyList<FlowDraft> drafts, Dictionary<string, string[]> known)
    {
        foreach (NamedThing name in drafts.SelectMany(draft => draft.Names))
        {
            if (!known.TryGetValue(name.Kind, out string[]? names)
                || names.Contains(name.Name, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            if (name.Kind.Contains("source", StringComparison.Ordinal))
            {
                context.Diagnostics.Error(
                    ErrorCodes.UnknownName,
                    name.Place,
                    $"there is no {name.Kind} called '{Shown.Text(name.Name)}'",
                    Suggestion.DidYouMean(name.Name, names));
                continue;
            }

            context.Diagnostics.Warning(
                ErrorCodes.UnknownName,
                name.Place,
                $"no file defines a {name.Kind} '{Shown.Text(name.Name)}'",
                Suggestion.DidYouMean(name.Name, names) ?? "a client of Glue may have made it");
        }
    }

    private static string[] PartsOf(SourceDefinition source) =>
    [
        .. source.Tables.SelectMany(table => new[] { table.Name, table.Into.ToString() }),
        .. source.Feeds.Select(feed => feed.Name),
    ];

    /// <summary>A workflow that runs itself by way of others would never end.</summary>
    private void ReportCircles(IReadOnlyList<FlowDraft> drafts, Dictionary<string, WorkflowDefinition> workflows)
    {
        foreach (FlowDraft draft in drafts.Where(draft => draft.Workflow is not null))
        {
            string start = draft.Workflow!.Name;
            HashSet<string> reached = [];
            Queue<string> open = new(RunBy(draft.Workflow));
            while (open.TryDequeue(out string? name))
            {
                if (reached.Add(name) && workflows.TryGetValue(name, out WorkflowDefinition? next))
                {
                    foreach (string other in RunBy(next))
                    {
                        open.Enqueue(other);
                    }
                }
            }

            if (reached.Contains(start))
            {
                NamedThing place = draft.Names.First(name => name.Kind == "workflow"
                    && (name.Name == start || reached.Contains(name.Name)));
                context.Diagnostics.Error(
                    ErrorCodes.StepCycle,
                    place.Place,
                    $"workflow '{start}' runs itself",
                    "by way of this one",
                    $"a run of it would start another one without end: {Shown.List(reached.Order())}");
            }
        }
    }

    /// <summary>A run that waits for a place which the run that waits for it has would wait without end.</summary>
    private void ReportQueues(IReadOnlyList<FlowDraft> drafts, Dictionary<string, WorkflowDefinition> workflows)
    {
        foreach (FlowDraft draft in drafts.Where(draft => draft.Workflow?.Queue is not null))
        {
            foreach (NamedThing name in draft.Names.Where(name => name.Kind == "workflow"
                && RunBy(draft.Workflow!).Contains(name.Name)
                && workflows.GetValueOrDefault(name.Name)?.Queue == draft.Workflow!.Queue))
            {
                context.BadValue(
                    name.Place,
                    $"workflow '{name.Name}' waits for a place of queue '{draft.Workflow!.Queue}'",
                    "the workflow that runs it has one itself",
                    "give one of them another queue");
            }
        }
    }

    /// <summary>A trigger that says a parameter which its workflow does not have would never start it.</summary>
    private void ReportParameters(IReadOnlyList<FlowDraft> drafts, Dictionary<string, WorkflowDefinition> workflows)
    {
        foreach (FlowDraft draft in drafts.Where(draft => draft.Workflow is null))
        {
            foreach (TriggerAction action in draft.Triggers.SelectMany(trigger => trigger.Actions))
            {
                if (action.Workflow is { } name
                    && workflows.GetValueOrDefault(name) is { } workflow
                    && action.Arguments.Keys.Except(workflow.Parameters.Keys).FirstOrDefault() is { } unknown)
                {
                    context.BadValue(
                        draft.Names.First(named => named.Kind == "workflow" && named.Name == name).Place,
                        $"workflow '{name}' has no parameter '{Shown.Text(unknown)}'",
                        Suggestion.DidYouMean(unknown, workflow.Parameters.Keys));
                }
            }
        }
    }

    private static IEnumerable<string> RunBy(WorkflowDefinition workflow) => workflow.Steps
        .Select(step => step.Work)
        .OfType<StepWork.RunWorkflow>()
        .Select(work => work.Name);
}
