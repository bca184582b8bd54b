using Tarn.Alarms.Topics;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Protocols.Aws;
using Tarn.Protocols.Aws.Scheduler;
using Tarn.Protocols.Aws.Sns;
using Tarn.Protocols.Flows;
using Tarn.Protocols.Streams;
using Tarn.Security;
using Tarn.State;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>AWS's services over a lake while it is served, and what runs in the background for them.</summary>
internal sealed class AwsHost : IAsyncDisposable
{
    private readonly GlueHost _glue;
    private readonly AthenaHost _athena;
    private readonly StorageHost _storage;
    private readonly KeyringHost _keyring;
    private readonly LogsHost _logs;
    private readonly EventsHost _events;
    private readonly StreamsHost _streams;
    private readonly TopicService _topics;
    private readonly NotificationsHost _notifications;

    private AwsHost(
        GlueHost glue,
        AthenaHost athena,
        StorageHost storage,
        KeyringHost keyring,
        LogsHost logs,
        EventsHost events,
        StreamsHost streams,
        TopicService topics,
        NotificationsHost notifications,
        AwsEndpoint endpoint)
    {
        _glue = glue;
        _athena = athena;
        _storage = storage;
        _keyring = keyring;
        _logs = logs;
        _events = events;
        _streams = streams;
        _topics = topics;
        _notifications = notifications;
        Endpoint = endpoint;
    }

    /// <summary>Answers plain puts into streams.</summary>
    public StreamEndpoint Streams => _streams.Endpoint;

    /// <summary>Answers requests for webhooks.</summary>
    public HookEndpoint Hooks => new(_glue.Flows.Triggers.Catalog, _events.Triggers, _glue.Parts.TimeProvider);

    /// <summary>What runs for the lake all the time.</summary>
    public ServerWork Work => new(
        _glue.Crawlers, _glue.Parts.Jobs, _storage.Sweeps, _streams.Streams, _streams.Puts)
    {
        Flows = _glue.Flows,
        Topics = _topics,
    };

    /// <summary>Answers requests.</summary>
    public AwsEndpoint Endpoint { get; }

    /// <param name="lake">Locked by the runner.</param>
    /// <param name="runner">Runs the jobs; the caller's.</param>
    /// <param name="turns">Of all who change something in this process.</param>
    /// <param name="keys">Who may come in.</param>
    /// <param name="services">Clock and ids.</param>
    /// <param name="warn">Told, by code and message, of what cannot be done in the background.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<AwsHost> StartAsync(
        LakeHost lake,
        JobRunner runner,
        SharedTurns turns,
        AccessKeys keys,
        CliServices services,
        Action<string, string> warn,
        CancellationToken cancellationToken)
    {
        KeyringHost keyring = await KeyringHost.StartAsync(
            lake, services, exception => Warn(warn, exception, "keys that are due"), cancellationToken);
        AthenaHost athena = await AthenaHost.StartAsync(
            lake,
            turns,
            services,
            exception => Warn(warn, exception, "old executions and results"),
            cancellationToken);
        StorageHost storage = await StorageHost.StartAsync(lake, services, warn, cancellationToken);
        GlueHost glue = new(lake, runner, turns, services, warn);
        TopicService topics = await TopicsHost.StartAsync(lake, services, warn, cancellationToken);
        NotificationsHost notifications = await NotificationsHost.StartAsync(
            lake, glue, topics, services, warn, cancellationToken);
        LogsHost logs = new(lake, services, exception => Warn(warn, exception, "old log events"));
        EventsHost events = await EventsHost.StartAsync(
            lake,
            glue.Parts,
            services,
            warn,
            exception => Warn(warn, exception, "old files and runs of jobs on arrival"),
            cancellationToken);
        await glue.Flows.BeginAsync(cancellationToken);
        StreamsHost streams = await StreamsHost.StartAsync(
            lake, keys, services, (stream, exception) => WarnOfDelivery(warn, stream, exception), cancellationToken);
        AwsEndpoint endpoint = AwsModule.Create(new AwsParts
        {
            Keys = keys,
            Buckets = lake.Buckets,
            Documents = lake.Documents,
            StateDirectory = lake.StateDirectory,
            Glue = glue.Parts,
            Athena = athena.Parts,
            Kms = keyring.Parts,
            EncryptionDefaults = lake.Keys.Defaults,
            Logs = logs.Parts,
            Firehose = streams.Parts,
            Scheduler = new SchedulerParts(glue.Flows.Schedules),
            Sns = new SnsParts(topics),
            Restores = storage.Restores,
            Notifications = events.Notifications,
            IdSource = services.IdSource,
            TimeProvider = services.TimeProvider,
        });
        return new AwsHost(glue, athena, storage, keyring, logs, events, streams, topics, notifications, endpoint);
    }

    /// <summary>Adds what its services count to the page of metrics.</summary>
    public void WriteMetrics(PrometheusText text)
    {
        ExecutionMetrics.Write(text, _athena.Parts.Executions.Totals);
        StreamMetrics.Write(text, _streams.Streams.Statuses());
    }

    /// <summary>Stops crawls and runs that are under way; requests are answered on.</summary>
    public async Task StopWorkAsync()
    {
        await _events.StopWorkAsync();
        await _glue.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopWorkAsync();
        await _notifications.DisposeAsync();
        await _topics.DisposeAsync();
        await _streams.DisposeAsync();
        await _events.DisposeAsync();
        await _logs.DisposeAsync();
        await _storage.DisposeAsync();
        await _athena.DisposeAsync();
        await _keyring.DisposeAsync();
    }

    private static void Warn(Action<string, string> warn, Exception exception, string what) => warn(
        CodeOf(exception), $"{what} stay until the next try, in an hour: {exception.Message}");

    private static void WarnOfDelivery(Action<string, string> warn, string stream, Exception exception) => warn(
        CodeOf(exception), $"stream '{stream}' waits to deliver again: {exception.Message}");

    private static string CodeOf(Exception exception) =>
        exception is TarnException { Code: var code } ? code : ErrorCodes.StorageFailed;
}
