using Tarn.Cli.Commands;
using Tarn.Cli.Hosting.Serving;
using Tarn.Crawlers.Background;
using Tarn.Flows;
using Tarn.Flows.Runs;
using Tarn.Flows.Schedules;
using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.State;

namespace Tarn.Cli.Hosting;

/// <summary>
/// What runs workflows for a command: that of the server, or one of this process, which has the lake as long as the
/// command lasts.
/// </summary>
internal sealed class OpenFlows : IAsyncDisposable
{
    private readonly Func<ValueTask> _close;

    private OpenFlows(WorkflowService workflows, Func<ValueTask> close)
    {
        Workflows = workflows;
        _close = close;
    }

    public WorkflowService Workflows { get; }

    /// <summary>Without a server, runs that have not ended are gone on with.</summary>
    public static async Task<OpenFlows> OpenAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        if (lake.Server is { } server)
        {
            return new OpenFlows(server.Flows.Workflows, () => ValueTask.CompletedTask);
        }

        CliServices services = context.Services;
        JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
        SharedTurns turns = new(runner.ProcessStartedAt);
        JobService jobs = lake.ServeJobs(runner, turns);
        CrawlerService crawlers = lake.Crawls.Open();
        FlowsHost flows = new(lake, jobs, crawlers, services, context.Warn);
        await flows.Workflows.BeginAsync(cancellationToken);
        return new OpenFlows(flows.Workflows, async () =>
        {
            await flows.DisposeAsync();
            await Task.WhenAll(jobs.DisposeAsync().AsTask(), crawlers.DisposeAsync().AsTask());
            turns.Dispose();
            runner.Dispose();
        });
    }

    /// <summary>The workflows and triggers of a lake, to look at.</summary>
    public static FlowCatalog CatalogOf(LakeHost lake, TimeProvider timeProvider) => new(
        lake.Documents,
        LakeCatalogs.JobsOf(lake, timeProvider),
        LakeCatalogs.CrawlersOf(lake, timeProvider),
        timeProvider)
    {
        Defined = lake.Definition.Flows.Graphs,
    };

    /// <summary>The schedules of a lake, to look at.</summary>
    public static ScheduleCatalog SchedulesOf(LakeHost lake, TimeProvider timeProvider) =>
        new(lake.Definition.Flows.Schedules, lake.Documents, timeProvider);

    /// <summary>The runs of workflows of a lake, to look at.</summary>
    public static WorkflowRunBook RunsOf(LakeHost lake) => new(lake.Documents, lake.Server?.Flows.Workflows);

    public ValueTask DisposeAsync() => _close();
}
