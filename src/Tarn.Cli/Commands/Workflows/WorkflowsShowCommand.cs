using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Flows;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;

namespace Tarn.Cli.Commands.Workflows;

/// <summary>Shows the steps of a workflow, or of one of its runs.</summary>
internal sealed class WorkflowsShowCommand : LakeCommand
{
    private static readonly Argument<string> Thing = new("workflow")
    {
        Description = "Name of a workflow, or id of a run",
        HelpName = "WORKFLOW|RUN",
    };

    public WorkflowsShowCommand()
        : base("show", "Show the steps of a workflow, or of a run")
    {
        Arguments.Add(Thing);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        string name = context.Arguments.GetRequiredValue(Thing);
        FlowCatalog catalog = OpenFlows.CatalogOf(lake, context.Services.TimeProvider);
        bool isWorkflow = (await catalog.ListWorkflowsAsync(cancellationToken))
            .Any(workflow => workflow.Name == name);
        WorkflowRun? run = isWorkflow ? null : await OpenFlows.RunsOf(lake).GetAsync(name, cancellationToken);
        WorkflowDefinition graph = run?.Definition ?? await catalog.GetGraphAsync(name, cancellationToken);
        DateTimeOffset now = context.Services.TimeProvider.GetUtcNow();
        await context.WriteRowsAsync(
            OutputRows.Of(WorkflowTables.StepColumns, WorkflowTables.Steps(graph, run, now)), cancellationToken);
        if (run is not null)
        {
            context.Say($"run {run.Id} of workflow {run.Workflow}: {WorkflowTables.WordOf(run.State)}"
                + (run.Error is null ? "" : $": {run.Error}"));
        }

        return ExitCode.Ok;
    }
}
