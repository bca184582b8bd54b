using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Flows.Runs;

namespace Tarn.Cli.Commands.Workflows;

/// <summary>Ends a run of a workflow.</summary>
internal sealed class WorkflowsCancelCommand : LakeCommand
{
    public WorkflowsCancelCommand()
        : base("cancel", "End a run of a workflow, with what it has started") =>
        Arguments.Add(WorkflowArguments.Run);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        WorkflowRun run = await OpenFlows.RunsOf(lake).GetAsync(
            context.Arguments.GetRequiredValue(WorkflowArguments.Run), cancellationToken);
        await using OpenFlows flows = await OpenFlows.OpenAsync(context, lake, cancellationToken);
        if (!await flows.Workflows.TryStopAsync(run.Workflow, run.Id, cancellationToken))
        {
            throw new TarnException(
                ErrorCodes.WorkflowEnded, $"run '{run.Id}' has ended: there is nothing to cancel");
        }

        await flows.Workflows.WaitAsync(run.Workflow, run.Id, cancellationToken);
        context.Say($"cancelled run {run.Id} of workflow {run.Workflow}");
        return ExitCode.Ok;
    }
}
