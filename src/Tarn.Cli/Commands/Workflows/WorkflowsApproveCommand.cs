using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Flows.Runs;

namespace Tarn.Cli.Commands.Workflows;

/// <summary>Decides a step that waits for somebody's approval.</summary>
internal sealed class WorkflowsApproveCommand : LakeCommand
{
    private static readonly Argument<string?> Step = new("step")
    {
        Description = "Name of the step [default: the only one that waits]",
        HelpName = "STEP",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Reject = new("--reject")
    {
        Description = "Do not approve: the step fails",
    };

    private static readonly Option<string?> Comment = new("--comment", "-m")
    {
        Description = "Why; kept with the step",
        HelpName = "TEXT",
    };

    public WorkflowsApproveCommand()
        : base("approve", "Approve a step of a run that waits for it")
    {
        Arguments.Add(WorkflowArguments.Run);
        Arguments.Add(Step);
        Options.Add(Reject);
        Options.Add(Comment);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        WorkflowRun run = await OpenFlows.RunsOf(lake).GetAsync(
            context.Arguments.GetRequiredValue(WorkflowArguments.Run), cancellationToken);
        string step = context.Arguments.GetValue(Step) ?? OnlyWaiting(run);
        Decision decision = new(
            !context.Arguments.GetValue(Reject),
            ForegroundRun.OriginOf(context).Name ?? "somebody",
            context.Arguments.GetValue(Comment));
        await using OpenFlows flows = await OpenFlows.OpenAsync(context, lake, cancellationToken);
        await flows.Workflows.DecideAsync(run.Workflow, run.Id, step, decision, cancellationToken);
        context.Say($"{(decision.IsApproved ? "approved" : "rejected")} step {step} of run {run.Id}");
        return ExitCode.Ok;
    }

    private static string OnlyWaiting(WorkflowRun run)
    {
        string[] waiting = [.. run.Steps.Values.Where(step => step.NeedsApproval).Select(step => step.Name)];
        return waiting is [var only]
            ? only
            : throw new TarnException(
                ErrorCodes.WorkflowEnded,
                waiting.Length == 0
                    ? $"no step of run '{run.Id}' waits for approval"
                    : $"several steps of run '{run.Id}' wait for approval: {string.Join(", ", waiting)}")
            {
                Hint = $"'tarn workflows show {run.Id}' shows its steps",
            };
    }
}
