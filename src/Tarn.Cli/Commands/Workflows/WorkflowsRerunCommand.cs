using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Flows.Runs;

namespace Tarn.Cli.Commands.Workflows;

/// <summary>Does again what has not succeeded in a run.</summary>
internal sealed class WorkflowsRerunCommand : LakeCommand
{
    private static readonly Option<string[]> Step = new("--step")
    {
        Description = "Do this step again and all behind it [default: those that have not succeeded]",
        HelpName = "STEP",
        DefaultValueFactory = _ => [],
    };

    public WorkflowsRerunCommand()
        : base("rerun", "Do again what has not succeeded in a run; what has is taken over")
    {
        Arguments.Add(WorkflowArguments.Run);
        Options.Add(Step);
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

        WorkflowRun earlier = await OpenFlows.RunsOf(lake).GetAsync(
            context.Arguments.GetRequiredValue(WorkflowArguments.Run), cancellationToken);
        string[] steps = context.Arguments.GetValue(Step) ?? [];
        await using OpenFlows flows = await OpenFlows.OpenAsync(context, lake, cancellationToken);
        WorkflowRun run = await flows.Workflows.ResumeAsync(
            earlier.Workflow, earlier.Id, steps.Length == 0 ? null : steps, cancellationToken);
        if (isDetached)
        {
            context.Terminal.Output.WriteLine(run.Id);
            return ExitCode.Ok;
        }

        return await WorkflowWaiting.WaitAsync(context, flows.Workflows, run, cancellationToken);
    }
}
