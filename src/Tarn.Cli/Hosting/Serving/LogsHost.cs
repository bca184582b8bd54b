using Tarn.Logs;
using Tarn.Protocols.Aws.Logs;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>CloudWatch Logs over a lake while it is served, and the sweep of what is too old.</summary>
internal sealed class LogsHost : IAsyncDisposable
{
    private const string Folder = "events";

    private readonly HourlyWork _sweeps;

    /// <param name="lake">Locked by the caller.</param>
    /// <param name="services">Clock and ids.</param>
    /// <param name="warn">Told when a sweep failed.</param>
    public LogsHost(LakeHost lake, CliServices services, Action<Exception> warn)
    {
        LogStore store = new(
            lake.Documents,
            Path.Join(lake.StateDirectory, "logs", Folder),
            [new JobRunLogs(lake.Runs), new CrawlLogs(lake.Documents)],
            services.TimeProvider,
            services.IdSource);
        Parts = new LogsParts(store, new LogEvents(store, services.TimeProvider));
        _sweeps = new HourlyWork(Parts.Events.SweepAsync, warn, services.TimeProvider);
    }

    public LogsParts Parts { get; }

    public async ValueTask DisposeAsync()
    {
        await _sweeps.DisposeAsync();
        Parts.Events.Dispose();
    }
}
