using Tarn.Crawlers.Background;
using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Protocols.Aws.Glue;
using Tarn.State;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>Glue over a lake while it is served: what runs its crawlers, jobs and triggers.</summary>
internal sealed class GlueHost : IAsyncDisposable
{
    private readonly CrawlerService _crawlers;
    private readonly JobService _jobs;

    /// <param name="lake">Locked by the caller.</param>
    /// <param name="runner">Of the lake.</param>
    /// <param name="turns">Of all who run something in this process.</param>
    /// <param name="services">Clock and ids.</param>
    /// <param name="warn">Told, by code and message, of what cannot be started or kept.</param>
    public GlueHost(
        LakeHost lake, JobRunner runner, ILakeTurns turns, CliServices services, Action<string, string> warn)
    {
        _crawlers = lake.Crawls.Open();
        _jobs = lake.ServeJobs(runner, turns);
        Flows = new FlowsHost(lake, _jobs, _crawlers, services, warn);
        Parts = new GlueParts
        {
            Entries = lake.Entries,
            Tables = lake.Tables,
            Queries = lake.Queries,
            Buckets = lake.Buckets,
            Crawlers = _crawlers,
            Jobs = _jobs,
            Triggers = Flows.Triggers,
            TimeProvider = services.TimeProvider,
        };
    }

    public GlueParts Parts { get; }

    /// <summary>Runs crawls, also those of commands.</summary>
    public CrawlerService Crawlers => _crawlers;

    /// <summary>Workflows, and what starts by itself.</summary>
    public FlowsHost Flows { get; }

    /// <summary>Stops what runs, and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Flows.DisposeAsync();
        await Task.WhenAll(_crawlers.DisposeAsync().AsTask(), _jobs.DisposeAsync().AsTask());
    }
}
