using Tarn.Logs;
using Tarn.Protocols.Aws.Logs;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>CloudWatch Logs over a lake while it is served, and the sweep of what is too old.</summary>
internal sealed class LogsHost : IAsyncDisposable
{
    private const string Folder = "events";

    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sweeping;

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
        _sweeping = SweepAsync(services.TimeProvider, warn, _stop.Token);
    }

    public LogsParts Parts { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sweeping;
        Parts.Events.Dispose();
        _stop.Dispose();
    }

    private async Task SweepAsync(
        TimeProvider timeProvider, Action<Exception> warn, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(SweepInterval, timeProvider);
        try
        {
            do
            {
                await SweepOnceAsync(warn, cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server ends, and sweeping with it.
        }
    }

    /// <summary>One that failed does not end those to come.</summary>
    private async Task SweepOnceAsync(Action<Exception> warn, CancellationToken cancellationToken)
    {
        try
        {
            await Parts.Events.SweepAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is Common.TarnException or IOException)
        {
            warn(exception);
        }
    }
}
