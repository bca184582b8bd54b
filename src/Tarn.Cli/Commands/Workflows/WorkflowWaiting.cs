using Tarn.Cli.Output;
using Tarn.Flows.Runs;

namespace Tarn.Cli.Commands.Workflows;

/// <summary>Waits for a run of a workflow, and tells how it ended.</summary>
internal static class WorkflowWaiting
{
    /// <summary>Ctrl-C stops the run.</summary>
    public static async Task<ExitCode> WaitAsync(
        CommandContext context, WorkflowService workflows, WorkflowRun run, CancellationToken cancellationToken)
    {
        WorkflowRun ended;
        try
        {
            ended = await workflows.WaitAsync(run.Workflow, run.Id, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await workflows.TryStopAsync(run.Workflow, run.Id, CancellationToken.None);
            ended = await workflows.WaitAsync(run.Workflow, run.Id, CancellationToken.None);
        }

        DateTimeOffset now = context.Services.TimeProvider.GetUtcNow();
        await context.WriteRowsAsync(
            OutputRows.Of(WorkflowTables.StepColumns, WorkflowTables.Steps(ended.Definition, ended, now)),
            CancellationToken.None);
        context.Say($"run {ended.Id} of workflow {ended.Workflow}: {WorkflowTables.WordOf(ended.State)}"
            + (ended.Error is null ? "" : $": {ended.Error}"));
        return ended.State switch
        {
            WorkflowRunState.Succeeded => ExitCode.Ok,
            WorkflowRunState.Stopped when cancellationToken.IsCancellationRequested => ExitCode.Interrupted,
            _ => ExitCode.Failed,
        };
    }
}
