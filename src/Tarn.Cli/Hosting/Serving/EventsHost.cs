using Tarn.Catalog;
using Tarn.Common;
using Tarn.Flows.Events;
using Tarn.Flows.Notifications;
using Tarn.Jobs.Arrivals;
using Tarn.Protocols.Aws;
using Tarn.Protocols.Aws.Glue;
using Tarn.Storage.Events;
using Tarn.Storage.Watching;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>What happens to objects while a lake is served: it is kept, and starts jobs and crawlers.</summary>
internal sealed class EventsHost : IAsyncDisposable
{
    private readonly ObjectEventLog _log;
    private readonly NotificationStarter _starter;
    private readonly ArrivalWatch _arrivals;
    private readonly HourlyWork _sweeps;
    private bool _isStopped;

    private EventsHost(
        NotificationParts notifications,
        ObjectEventLog log,
        NotificationStarter starter,
        ArrivalWatch arrivals,
        TriggerWatch triggers,
        HourlyWork sweeps)
    {
        Triggers = triggers;
        Notifications = notifications;
        _log = log;
        _starter = starter;
        _arrivals = arrivals;
        _sweeps = sweeps;
    }

    /// <summary>Whom buckets tell of their objects.</summary>
    public NotificationParts Notifications { get; }

    /// <summary>Starts what triggers name.</summary>
    public TriggerWatch Triggers { get; }

    /// <param name="lake">Locked by the caller.</param>
    /// <param name="glue">Has the jobs and crawlers.</param>
    /// <param name="services">The clock.</param>
    /// <param name="warn">Told, by code and message, of what cannot be done.</param>
    /// <param name="sweepFailed">Told why what is old could not be removed.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<EventsHost> StartAsync(
        LakeHost lake,
        GlueParts glue,
        CliServices services,
        Action<string, string> warn,
        Action<Exception> sweepFailed,
        CancellationToken cancellationToken)
    {
        NotificationStore notifications = new(lake.Documents);
        await notifications.LoadAsync(cancellationToken);
        NotificationTargets targets = new(glue.Jobs, glue.Crawlers, glue.Triggers.Catalog);
        NotificationStarter starter = await NotificationStarter.BeginAsync(
            notifications,
            targets,
            lake.Documents,
            lake.StateDirectory,
            services.TimeProvider,
            exception => warn(exception.Code, $"a notification: {exception.Message}"),
            cancellationToken);
        ArrivalWatch arrivals = await lake.Arrivals.WatchAsync(
            glue.Jobs, glue.Crawlers, cancellationToken);
        TriggerWatch triggers = await TriggerWatch.BeginAsync(
            PartsOf(lake, glue, notifications, services, warn), cancellationToken);
        ObjectEventLog log = await ObjectEventLog.OpenAsync(
            lake.StateDirectory,
            lake.Buckets.Events,
            bucket => notifications.Find(bucket) is not null || arrivals.Wants(bucket) || triggers.Wants(bucket),
            kept =>
            {
                starter.Tell(kept);
                triggers.Tell(kept);
            },
            exception => warn(exception.Code, $"events of objects are kept later: {exception.Message}"),
            services.TimeProvider,
            cancellationToken);
        HourlyWork sweeps = new(
            async token =>
            {
                await lake.Arrivals.SweepAsync(ArrivalSweep.RunsKept, token);
                await lake.AllRuns.ForgetOldAsync(token);
            },
            sweepFailed,
            services.TimeProvider);
        return new EventsHost(
            new NotificationParts(notifications, targets.ExistsAsync), log, starter, arrivals, triggers, sweeps);
    }

    /// <summary>Starts nothing more; events are kept on.</summary>
    public async Task StopWorkAsync()
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await _sweeps.DisposeAsync();
            await _arrivals.DisposeAsync();
            await Triggers.DisposeAsync();
            await _starter.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopWorkAsync();
        await _log.DisposeAsync();
    }

    private static TriggerWatchParts PartsOf(
        LakeHost lake,
        GlueParts glue,
        NotificationStore notifications,
        CliServices services,
        Action<string, string> warn) => new()
        {
            Triggers = glue.Triggers,
            Jobs = glue.Jobs,
            Crawlers = glue.Crawlers,
            Listeners = lake.AllRuns.Listeners,
            Notifications = notifications,
            FindTableLog = name => TableName.TryParse(name, out TableName? table)
                && lake.Tables.FindDefined(table) is CatalogTable.Managed managed
                ? (managed.Bucket, $"{managed.Root}/_delta_log/")
                : null,
            Documents = lake.Documents,
            StateDirectory = lake.StateDirectory,
            Failed = exception => warn(exception.Code, exception.Message),
            TimeProvider = services.TimeProvider,
            IdSource = services.IdSource,
        };
}
