using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Flows;
using Tarn.Flows.Graphs;
using Tarn.Flows.Schedules;
using Tarn.Jobs;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>What can be judged of workflows and triggers with all files read only: names, and circles.</summary>
internal sealed class FlowLinker(
    BindingContext context, IReadOnlyList<ModelDefinition> models, IReadOnlyList<CrawlerDefinition> crawlers)
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
        };
        foreach (NamedThing name in drafts.SelectMany(draft => draft.Names))
        {
            if (!known[name.Kind].Contains(name.Name))
            {
                context.Diagnostics.Warning(
                    ErrorCodes.UnknownName,
                    name.Place,
                    $"no file defines a {name.Kind} '{Shown.Text(name.Name)}'",
                    Suggestion.DidYouMean(name.Name, known[name.Kind]) ?? "a client of Glue may have made it");
            }
        }

        ReportCircles(drafts, workflows);
        ReportQueues(drafts, workflows);
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

    private static IEnumerable<string> RunBy(WorkflowDefinition workflow) => workflow.Steps
        .Select(step => step.Work)
        .OfType<StepWork.RunWorkflow>()
        .Select(work => work.Name);
}
