using Tarn.Crawlers.Background;
using Tarn.Jobs.Background;

namespace Tarn.Flows.Graphs;

/// <summary>
/// The graph of a workflow that a client made: each action of one of its triggers is a step, which waits for what the
/// trigger waits for. Source: Glue's "Overview of workflows".
/// </summary>
internal static class TriggerGraph
{
    /// <param name="workflow">That the triggers are part of.</param>
    /// <param name="triggers">All of the lake.</param>
    public static WorkflowDefinition Of(Workflow workflow, IReadOnlyList<Trigger> triggers)
    {
        Trigger[] own = [.. triggers.Where(trigger => trigger.Workflow == workflow.Name
            && (trigger.Kind != TriggerKind.Conditional || trigger.IsOn == true))];
        List<(Trigger Trigger, TriggerAction Action, string Step)> actions = [];
        HashSet<string> taken = [];
        foreach (Trigger trigger in own)
        {
            actions.AddRange(trigger.Actions.Select(action =>
                (trigger, action, FreeName(action.Job ?? action.Crawler!, taken))));
        }

        return new WorkflowDefinition
        {
            Name = workflow.Name,
            Description = workflow.Description,
            Parameters = (workflow.Properties ?? new Dictionary<string, string>())
                .ToDictionary(pair => pair.Key, string? (pair) => pair.Value),
            TakesAnyParameter = true,
            RunsMax = workflow.RunsMax,
            Steps = [.. actions.Select(action => new StepDefinition
            {
                Name = action.Step,
                Trigger = action.Trigger.Name,
                IsAnyEnough = action.Trigger.IsAnyEnough,
                Conditions = [.. action.Trigger.Conditions.Select(condition => ConditionOf(condition, actions))],
                Work = WorkOf(action.Action),
            })],
        };
    }

    private static string FreeName(string name, HashSet<string> taken)
    {
        string free = name;
        for (int number = 2; !taken.Add(free); number++)
        {
            free = $"{name}_{number}";
        }

        return free;
    }

    private static StepCondition ConditionOf(
        TriggerCondition condition, List<(Trigger Trigger, TriggerAction Action, string Step)> actions) => new(
        [
            .. actions
                .Where(action => action.Action.Job == condition.Job && action.Action.Crawler == condition.Crawler)
                .Select(action => action.Step),
        ],
        [condition.JobState is { } job ? StateOf(job) : StateOf(condition.CrawlState!.Value)]);

    private static StepState StateOf(JobRunState state) => state switch
    {
        JobRunState.Succeeded => StepState.Succeeded,
        JobRunState.Stopped => StepState.Stopped,
        JobRunState.TimedOut => StepState.TimedOut,
        _ => StepState.Failed,
    };

    private static StepState StateOf(CrawlState state) => state switch
    {
        CrawlState.Completed => StepState.Succeeded,
        CrawlState.Stopped => StepState.Stopped,
        _ => StepState.Failed,
    };

    /// <summary>Jobs get to know which run they belong to, by the arguments that Glue gives them.</summary>
    private static StepWork WorkOf(TriggerAction action) => action.Crawler is { } crawler
        ? new StepWork.RunCrawler(crawler)
        : new StepWork.RunJob(action.Job!)
        {
            Arguments = new Dictionary<string, string>(action.Arguments.Select(Escaped))
            {
                ["--WORKFLOW_NAME"] = "${run.workflow}",
                ["--WORKFLOW_RUN_ID"] = "${run.id}",
            },
            TimeoutMinutes = action.TimeoutMinutes,
        };

    private static KeyValuePair<string, string> Escaped(KeyValuePair<string, string> argument) =>
        new(argument.Key, argument.Value.Replace("${", "$${", StringComparison.Ordinal));
}
