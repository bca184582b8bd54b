using Tarn.Cli.Hosting.Notifications;
using Tarn.Common;
using Tarn.Common.Network;
using Tarn.Crawlers.Background;
using Tarn.Flows;
using Tarn.Flows.Runs;
using Tarn.Flows.Schedules;
using Tarn.Flows.Scheduling;
using Tarn.Jobs.Background;
using Tarn.Security.Secrets;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>What starts by itself in a lake while it is served, and the workflows that run.</summary>
internal sealed class FlowsHost : IAsyncDisposable
{
    private readonly LakeHost _lake;
    private readonly CrawlerService _crawlers;
    private readonly JobService _jobs;
    private readonly CliServices _services;
    private readonly Action<TarnException> _warn;
    private FlowScheduler? _scheduler;

    /// <param name="lake">Locked by the caller.</param>
    /// <param name="jobs">Runs jobs.</param>
    /// <param name="crawlers">Runs crawlers.</param>
    /// <param name="services">Clock and ids.</param>
    /// <param name="warn">Told, by code and message, of what cannot be started or kept.</param>
    public FlowsHost(
        LakeHost lake,
        JobService jobs,
        CrawlerService crawlers,
        CliServices services,
        Action<string, string> warn)
    {
        _lake = lake;
        _jobs = jobs;
        _crawlers = crawlers;
        _services = services;
        _warn = exception => warn(exception.Code, exception.Message);
        FlowCatalog catalog = new(lake.Documents, jobs.Catalog, crawlers.Catalog, services.TimeProvider)
        {
            Defined = lake.Definition.Flows.Graphs,
        };
        Schedules = new ScheduleCatalog(lake.Definition.Flows.Schedules, lake.Documents, services.TimeProvider);
        WorkflowServiceParts parts = new()
        {
            Graphs = catalog,
            Documents = lake.Documents,
            TimeProvider = services.TimeProvider,
            IdSource = services.IdSource,
            Random = new Random(),
            Failed = _warn,
        };
        OutboundGuard outbound = LakeNotifications.GuardOf(lake, services);
        Workflows = new WorkflowService(
            parts,
            new WorkflowWork(jobs, lake.Runs, crawlers, lake.Queries, outbound, OpenSecretsAsync));
        Workflows.Listen(new WorkflowOutcomes(lake.AllRuns.Listeners));
        Triggers = new TriggerService(catalog, jobs, crawlers, Workflows, services.IdSource);
    }

    /// <summary>The schedules of the lake.</summary>
    public ScheduleCatalog Schedules { get; }

    /// <summary>Runs workflows.</summary>
    public WorkflowService Workflows { get; }

    /// <summary>Starts what triggers name.</summary>
    public TriggerService Triggers { get; }

    /// <summary>Goes on with what the process before left, and starts what is due from now on.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await _jobs.BeginAgainAsync(_warn, cancellationToken);
        await _crawlers.BeginAgainAsync(_warn, cancellationToken);
        await Workflows.BeginAsync(cancellationToken);
        _scheduler = await FlowScheduler.StartAsync(
            new SchedulerParts
            {
                Items = new LakeSchedules(
                    Schedules, Triggers.Catalog, _crawlers.Catalog, _lake.Documents, _warn),
                Starter = new LakeStarter(Triggers, _jobs, _crawlers),
                Documents = _lake.Documents,
                LedgerPath = Path.Join(_lake.StateDirectory, "flows", "ledger.log"),
                Failed = _warn,
                TimeProvider = _services.TimeProvider,
                IdSource = _services.IdSource,
            },
            cancellationToken);
    }

    /// <summary>Starts nothing more, and leaves runs of workflows to the next process.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_scheduler is { } scheduler)
        {
            _scheduler = null;
            await scheduler.DisposeAsync();
        }

        await Workflows.DisposeAsync();
    }

    /// <summary>Requests of steps use the values of secrets as they are then.</summary>
    private async Task<SecretReferences> OpenSecretsAsync(CancellationToken cancellationToken)
    {
        SecretStore secrets = new(_lake.Keys.Keyring, _lake.Documents, _services.TimeProvider);
        return new SecretReferences(_lake.Definition.Directory, await secrets.RevealAsync(cancellationToken));
    }
}
