using Tarn.Flows.Graphs;
using Tarn.Protocols.Aws.Glue.Triggers;

namespace Tarn.Protocols.Aws.Glue.Workflows;

/// <summary>
/// Steps of a workflow in Glue's words: each job and crawler is a node behind the trigger that starts it; steps of
/// other kinds are triggers alone.
/// </summary>
internal static class StepGraphs
{
    /// <param name="definition">With the steps.</param>
    /// <param name="detailsOf">What a run made of a step's node; null when there is no run.</param>
    public static WorkflowGraph Of(
        WorkflowDefinition definition, Func<StepDefinition, WorkflowNode, WorkflowNode>? detailsOf)
    {
        Dictionary<string, WorkflowNode> nodes = [];
        List<WorkflowEdge> edges = [];
        foreach (IGrouping<string, StepDefinition> started in definition.Steps.GroupBy(TriggerOf))
        {
            StepDefinition[] steps = [.. started];
            WorkflowNode trigger = TriggerNode(definition, started.Key, steps);
            nodes[trigger.UniqueId] = trigger;
            foreach (StepDefinition step in steps)
            {
                if (FindActionNode(definition.Name, step) is { } node)
                {
                    nodes[node.UniqueId] = detailsOf is null ? node : detailsOf(step, node);
                    edges.Add(new WorkflowEdge(trigger.UniqueId, node.UniqueId));
                }
            }

            edges.AddRange(steps[0].Conditions
                .SelectMany(condition => condition.Steps)
                .Select(name => definition.Steps.First(step => step.Name == name))
                .Select(before => new WorkflowEdge(IdOf(definition, before), trigger.UniqueId)));
        }

        return new WorkflowGraph([.. nodes.Values], [.. edges.Distinct()]);
    }

    /// <summary>Of the node that stands for a step.</summary>
    public static string IdOf(WorkflowDefinition definition, StepDefinition step) =>
        (FindActionNode(definition.Name, step)
            ?? WorkflowGraphs.NodeOf(definition.Name, WorkflowGraphs.TriggerType, TriggerOf(step))).UniqueId;

    private static string TriggerOf(StepDefinition step) => step.Trigger ?? $"start-{step.Name}";

    private static WorkflowNode? FindActionNode(string workflow, StepDefinition step) => step.Work switch
    {
        StepWork.RunJob job => WorkflowGraphs.NodeOf(workflow, WorkflowGraphs.JobType, step.Name) with
        {
            Name = job.Name,
        },
        StepWork.RunCrawler crawler => WorkflowGraphs.NodeOf(workflow, WorkflowGraphs.CrawlerType, step.Name) with
        {
            Name = crawler.Name,
        },
        _ => null,
    };

    private static WorkflowNode TriggerNode(WorkflowDefinition definition, string name, StepDefinition[] steps) =>
        WorkflowGraphs.NodeOf(definition.Name, WorkflowGraphs.TriggerType, name) with
        {
            TriggerDetails = new TriggerNode(new TriggerAnswer
            {
                Name = name,
                WorkflowName = definition.Name,
                Type = steps[0].Conditions.Count > 0 ? "CONDITIONAL" : "ON_DEMAND",
                State = "ACTIVATED",
                Actions = [.. steps.Select(ActionOf).OfType<ActionInput>()],
            }),
        };

    private static ActionInput? ActionOf(StepDefinition step) => step.Work switch
    {
        StepWork.RunJob job => new ActionInput { JobName = job.Name, Arguments = job.Arguments },
        StepWork.RunCrawler crawler => new ActionInput { CrawlerName = crawler.Name },
        _ => null,
    };
}
