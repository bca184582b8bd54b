using Tarn.Cli.Output;
using Tarn.Flows;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;
using Tarn.Flows.Schedules;

namespace Tarn.Cli.Commands.Workflows;

/// <summary>Workflows and their runs, as rows.</summary>
internal static class WorkflowTables
{
    public static readonly OutputColumn[] WorkflowColumns =
    [
        new("workflow"), new("steps", ColumnKind.Count), new("schedule"), new("next_run", ColumnKind.Moment),
        new("last_run", ColumnKind.Moment), new("last_state"), new("made_by"), new("description"),
    ];

    public static readonly OutputColumn[] RunColumns =
    [
        new("run"), new("workflow"), new("state"), new("started", ColumnKind.Moment), new("time", ColumnKind.Seconds),
        new("steps", ColumnKind.Count), new("done", ColumnKind.Count), new("started_by"), new("error"),
    ];

    public static readonly OutputColumn[] StepColumns =
    [
        new("step"), new("does"), new("needs"), new("state"), new("attempt", ColumnKind.Number),
        new("time", ColumnKind.Seconds), new("outputs"), new("error"),
    ];

    /// <param name="workflow">The workflow.</param>
    /// <param name="graph">Its steps.</param>
    /// <param name="schedule">Null when it has none.</param>
    /// <param name="last">Its latest run; null when there was none.</param>
    /// <param name="now">By the clock.</param>
    public static object?[] Workflow(
        Workflow workflow,
        WorkflowDefinition graph,
        ScheduleDefinition? schedule,
        WorkflowRun? last,
        DateTimeOffset now) =>
    [
        workflow.Name, graph.Steps.Count, schedule?.ReadTiming().Schedule.ToString(),
        schedule?.ReadTiming().Next(now), last?.StartedAt, last is null ? null : WordOf(last.State),
        workflow.Defined?.File ?? "a client", workflow.Description,
    ];

    public static object?[] Run(WorkflowRun run, DateTimeOffset now) =>
    [
        run.Id, run.Workflow, WordOf(run.State), run.StartedAt, ((run.EndedAt ?? now) - run.StartedAt).TotalSeconds,
        run.Definition.Steps.Count,
        run.Definition.Steps.Count(step => run.Steps.GetValueOrDefault(step.Name)?.EndedAt is not null),
        run.StartedBy, run.Error,
    ];

    /// <summary>The steps of a workflow, those of items below them, with what a run made of them.</summary>
    public static IEnumerable<object?[]> Steps(WorkflowDefinition graph, WorkflowRun? run, DateTimeOffset now)
    {
        foreach (StepDefinition step in graph.Steps)
        {
            yield return Step(step.Name, TextOf(step.Work), step, run?.Steps.GetValueOrDefault(step.Name), now);
            IEnumerable<StepRun> items = run?.Steps.Values
                .Where(item => item.Name.StartsWith($"{step.Name}[", StringComparison.Ordinal))
                .OrderBy(item => item.StartedAt) ?? Enumerable.Empty<StepRun>();
            foreach (StepRun item in items)
            {
                yield return Step(item.Name, null, null, item, now);
            }
        }
    }

    public static string WordOf(WorkflowRunState state) =>
        state == WorkflowRunState.TimedOut ? "timed_out" : state.ToString().ToLowerInvariant();

    private static object?[] Step(
        string name, string? does, StepDefinition? step, StepRun? run, DateTimeOffset now) =>
    [
        name, does, step is null ? null : NeedsOf(step), run is null ? null : StateOf(run), run?.Attempt,
        run is null ? null : ((run.EndedAt ?? now) - run.StartedAt).TotalSeconds,
        run is null ? null : string.Join(", ", run.Outputs.Select(output => $"{output.Key}={output.Value}")),
        run?.Error,
    ];

    private static string StateOf(StepRun step) => step switch
    {
        { NeedsApproval: true } => "waits for approval",
        { State: StepState.Running, RunId: null, Items: null } => "waits to try again",
        { State: StepState.TimedOut } => "timed_out",
        _ => step.State.ToString().ToLowerInvariant(),
    };

    private static string NeedsOf(StepDefinition step) => string.Join(
        step.IsAnyEnough ? " or " : ", ", step.Conditions.Select(condition => string.Join('/', condition.Steps)));

    private static string TextOf(StepWork work) => work switch
    {
        StepWork.RunJob job => $"job {job.Name}",
        StepWork.RunCrawler crawler => $"crawler {crawler.Name}",
        StepWork.RunWorkflow workflow => $"workflow {workflow.Name}",
        StepWork.RunQuery => "query",
        StepWork.Wait { For: { } time } => $"wait {time}",
        StepWork.Wait wait => $"wait until {wait.Until}",
        StepWork.Approval approval => $"approval: {approval.Message}",
        _ => "",
    };
}
