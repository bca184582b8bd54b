using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Flows.Runs;

namespace Tarn.Cli.Commands.Workflows;

/// <summary>Lists runs of workflows.</summary>
internal sealed class WorkflowsRunsCommand : LakeCommand
{
    private const int CountDefault = 20;

    private static readonly Option<int> Count = new("--count", "-n")
    {
        Description = "How many",
        HelpName = "N",
        DefaultValueFactory = _ => CountDefault,
    };

    public WorkflowsRunsCommand()
        : base("runs", "List the latest runs of workflows, newest first")
    {
        Arguments.Add(WorkflowArguments.AnyWorkflow);
        Options.Add(Count);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        IReadOnlyList<WorkflowRun> runs = await OpenFlows.RunsOf(lake).ListAsync(
            context.Arguments.GetValue(WorkflowArguments.AnyWorkflow),
            context.Arguments.GetValue(Count),
            cancellationToken);
        DateTimeOffset now = context.Services.TimeProvider.GetUtcNow();
        await context.WriteRowsAsync(
            OutputRows.Of(WorkflowTables.RunColumns, runs.Select(run => WorkflowTables.Run(run, now))),
            cancellationToken);
        return ExitCode.Ok;
    }
}
