using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Flows;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;
using Tarn.Flows.Schedules;

namespace Tarn.Cli.Commands.Workflows;

/// <summary>Lists workflows.</summary>
internal sealed class WorkflowsListCommand : LakeCommand
{
    public WorkflowsListCommand()
        : base("list", "List workflows, those of files and those of clients") => Options.Add(OutputOption.Rows);

    /// <summary>As rows.</summary>
    public static async Task<OutputRows> ListAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        FlowCatalog catalog = OpenFlows.CatalogOf(lake, context.Services.TimeProvider);
        WorkflowRunBook runs = OpenFlows.RunsOf(lake);
        DateTimeOffset now = context.Services.TimeProvider.GetUtcNow();
        IReadOnlyList<ScheduleDefinition> schedules = lake.Definition.Flows.Schedules;
        List<object?[]> rows = [];
        foreach (Workflow workflow in await catalog.ListWorkflowsAsync(cancellationToken))
        {
            WorkflowDefinition graph = await catalog.GetGraphAsync(workflow.Name, cancellationToken);
            IReadOnlyList<WorkflowRun> last = await runs.ListAsync(workflow.Name, countMax: 1, cancellationToken);
            rows.Add(WorkflowTables.Workflow(
                workflow,
                graph,
                schedules.FirstOrDefault(schedule => schedule.Name == workflow.Name),
                last is [{ } run, ..] ? run : null,
                now));
        }

        return OutputRows.Of(WorkflowTables.WorkflowColumns, rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        await context.WriteRowsAsync(await ListAsync(context, lake, cancellationToken), cancellationToken);
        return ExitCode.Ok;
    }
}
