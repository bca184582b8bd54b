using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Sending;
using Tarn.Alarms.Topics;
using Tarn.Cli.Hosting.Notifications;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>Tells people of what goes wrong while a lake is served.</summary>
internal sealed class NotificationsHost : IAsyncDisposable
{
    private readonly ChannelSender _sender;
    private readonly NotificationService? _service;
    private readonly IDisposable? _listening;

    private NotificationsHost(ChannelSender sender, NotificationService? service, IDisposable? listening)
    {
        _sender = sender;
        _service = service;
        _listening = listening;
    }

    /// <param name="lake">Locked by the caller.</param>
    /// <param name="glue">Runs its crawlers and workflows.</param>
    /// <param name="topics">Of the lake.</param>
    /// <param name="services">The clock.</param>
    /// <param name="warn">Told, by code and message, of what cannot be kept.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<NotificationsHost> StartAsync(
        LakeHost lake,
        GlueHost glue,
        TopicService topics,
        CliServices services,
        Action<string, string> warn,
        CancellationToken cancellationToken)
    {
        ChannelSender sender = LakeNotifications.OpenSender(lake, topics, services);
        if (lake.Definition.Notifications.Channels.Count == 0)
        {
            return new NotificationsHost(sender, service: null, listening: null);
        }

        NotificationDesk desk = await LakeNotifications.OpenDeskAsync(
            lake,
            new LakeWorkLook(lake, glue.Crawlers, glue.Flows.Workflows, glue.Parts.Jobs),
            sender,
            services,
            cancellationToken);
        NotificationService service = new(
            desk,
            services.TimeProvider,
            exception => warn(exception.Code, $"notifications wait: {exception.Message}"));
        return new NotificationsHost(sender, service, lake.AllRuns.Listeners.Add(service));
    }

    public async ValueTask DisposeAsync()
    {
        _listening?.Dispose();
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        _sender.Dispose();
    }
}
