using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;

namespace Tarn.Protocols.Aws.Glue.Workflows;

/// <summary>Runs of workflows in Glue's words.</summary>
internal static class WorkflowRunMapping
{
    /// <summary>What ids of runs begin with on the wire.</summary>
    private const string RunPrefix = "wr_";

    public static string RunIdOf(string id) => RunPrefix + id;

    /// <summary>As the lake has it.</summary>
    public static string IdOf(string runId) =>
        runId.StartsWith(RunPrefix, StringComparison.Ordinal) ? runId[RunPrefix.Length..] : runId;

    /// <param name="run">Of the lake.</param>
    /// <param name="graph">Null when none is asked for.</param>
    public static WorkflowRunAnswer AnswerOf(WorkflowRun run, WorkflowGraph? graph) => new()
    {
        Name = run.Workflow,
        WorkflowRunId = RunIdOf(run.Id),
        PreviousRunId = run.PreviousId is { } previous ? RunIdOf(previous) : null,
        WorkflowRunProperties = run.Properties,
        StartedOn = run.StartedAt,
        CompletedOn = run.EndedAt,

        // As Glue has it, a run whose jobs failed is complete; the statistics tell.
        Status = run.State switch
        {
            WorkflowRunState.Queued or WorkflowRunState.Running => "RUNNING",
            WorkflowRunState.Stopping => "STOPPING",
            WorkflowRunState.Stopped => "STOPPED",
            _ => "COMPLETED",
        },
        ErrorMessage = run.Error,
        Statistics = StatisticsOf(run),
        Graph = graph,
    };

    private static WorkflowRunStatistics StatisticsOf(WorkflowRun run)
    {
        StepRun?[] steps = [.. run.Definition.Steps.Select(step => run.Steps.GetValueOrDefault(step.Name))];
        return new WorkflowRunStatistics
        {
            TotalActions = steps.Length,
            TimeoutActions = CountOf(StepState.TimedOut),
            FailedActions = CountOf(StepState.Failed),
            StoppedActions = CountOf(StepState.Stopped),
            SucceededActions = CountOf(StepState.Succeeded),
            RunningActions = CountOf(StepState.Running),
            ErroredActions = 0,
            WaitingActions = run.HasEnded ? 0 : steps.Count(step => step is null),
        };

        int CountOf(StepState state) => steps.Count(step => step?.State == state);
    }
}
