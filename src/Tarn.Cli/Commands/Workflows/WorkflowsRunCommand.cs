using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Flows.Runs;

namespace Tarn.Cli.Commands.Workflows;

/// <summary>Runs a workflow.</summary>
internal sealed class WorkflowsRunCommand : LakeCommand
{
    public WorkflowsRunCommand()
        : base("run", "Run a workflow, and wait for its end")
    {
        Arguments.Add(WorkflowArguments.Workflow);
        Options.Add(WorkflowArguments.Set);
        Options.Add(WorkflowArguments.Detach);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        bool isDetached = context.Arguments.GetValue(WorkflowArguments.Detach);
        if (isDetached && lake.Server is null)
        {
            throw new TarnException(
                ErrorCodes.NoServer, "runs go on by themselves in a server, and none has this lake")
            {
                Hint = "'tarn serve' starts one",
            };
        }

        WorkflowStart start = new(context.Arguments.GetRequiredValue(WorkflowArguments.Workflow))
        {
            Parameters = WorkflowArguments.ParametersOf(context),
        };
        await using OpenFlows flows = await OpenFlows.OpenAsync(context, lake, cancellationToken);
        WorkflowRun run = await flows.Workflows.StartAsync(start, cancellationToken);
        if (isDetached)
        {
            context.Terminal.Output.WriteLine(run.Id);
            return ExitCode.Ok;
        }

        return await WorkflowWaiting.WaitAsync(context, flows.Workflows, run, cancellationToken);
    }
}
