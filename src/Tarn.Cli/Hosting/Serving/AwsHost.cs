using Tarn.Common;
using Tarn.Crawlers.Background;
using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Protocols.Aws;
using Tarn.Protocols.Aws.Glue;
using Tarn.Security;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>AWS's services over a lake while it is served, and what runs in the background for them.</summary>
internal sealed class AwsHost : IAsyncDisposable
{
    private readonly CrawlerService _crawlers;
    private readonly JobService _jobs;
    private readonly AthenaHost _athena;
    private readonly StorageHost _storage;

    private AwsHost(
        CrawlerService crawlers, JobService jobs, AthenaHost athena, StorageHost storage, AwsEndpoint endpoint)
    {
        _crawlers = crawlers;
        _jobs = jobs;
        _athena = athena;
        _storage = storage;
        Endpoint = endpoint;
    }

    /// <summary>Answers requests.</summary>
    public AwsEndpoint Endpoint { get; }

    /// <param name="lake">Locked by the runner.</param>
    /// <param name="runner">Runs the jobs; the caller's.</param>
    /// <param name="keys">Who may come in.</param>
    /// <param name="services">Clock and ids.</param>
    /// <param name="warn">Told, by code and message, of what goes wrong in the background.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<AwsHost> StartAsync(
        LakeHost lake,
        JobRunner runner,
        AccessKeys keys,
        CliServices services,
        Action<string, string> warn,
        CancellationToken cancellationToken)
    {
        AthenaHost athena = await AthenaHost.StartAsync(
            lake, services, exception => WarnOfSweep(warn, exception), cancellationToken);
        StorageHost storage = await StorageHost.StartAsync(lake, services, warn, cancellationToken);
        JobService jobs = lake.ServeJobs(runner);
        CrawlerService crawlers = new(
            lake.Crawlers, lake.Definition.Crawlers, lake.Documents, services.TimeProvider, services.IdSource);
        AwsEndpoint endpoint = AwsModule.Create(new AwsParts
        {
            Keys = keys,
            Buckets = lake.Buckets,
            Documents = lake.Documents,
            StateDirectory = lake.StateDirectory,
            Glue = new GlueParts
            {
                Entries = lake.Entries,
                Tables = lake.Tables,
                Queries = lake.Queries,
                Buckets = lake.Buckets,
                Crawlers = crawlers,
                Jobs = jobs,
                TimeProvider = services.TimeProvider,
            },
            Athena = athena.Parts,
            Restores = storage.Restores,
            IdSource = services.IdSource,
            TimeProvider = services.TimeProvider,
        });
        return new AwsHost(crawlers, jobs, athena, storage, endpoint);
    }

    /// <summary>Adds what its services count to the page of metrics.</summary>
    public void WriteMetrics(PrometheusText text) => ExecutionMetrics.Write(text, _athena.Parts.Executions.Totals);

    /// <summary>Stops crawls and runs that are under way; requests are answered on.</summary>
    public Task StopWorkAsync() =>
        Task.WhenAll(_crawlers.DisposeAsync().AsTask(), _jobs.DisposeAsync().AsTask());

    public async ValueTask DisposeAsync()
    {
        await StopWorkAsync();
        await _storage.DisposeAsync();
        await _athena.DisposeAsync();
    }

    private static void WarnOfSweep(Action<string, string> warn, Exception exception) => warn(
        exception is TarnException { Code: var code } ? code : ErrorCodes.StorageFailed,
        $"old executions and results stay until the next sweep, in an hour: {exception.Message}");
}
