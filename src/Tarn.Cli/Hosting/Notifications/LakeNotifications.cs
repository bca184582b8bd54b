using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Sending;
using Tarn.Alarms.Topics;
using Tarn.Common.Network;
using Tarn.Crawlers.Background;

namespace Tarn.Cli.Hosting.Notifications;

/// <summary>Notifications of a lake: with what they are sent, and once at the end of a command.</summary>
internal static class LakeNotifications
{
    /// <summary>The caller disposes it.</summary>
    /// <param name="lake">Whose.</param>
    /// <param name="topics">Null in a process that serves none.</param>
    /// <param name="services">The clock.</param>
    public static ChannelSender OpenSender(LakeHost lake, TopicService? topics, CliServices services) =>
        new(lake.Definition.Name, GuardOf(lake, services), topics, services.TimeProvider);

    /// <summary>Says what requests out of the lake may reach.</summary>
    public static OutboundGuard GuardOf(LakeHost lake, CliServices services) =>
        new(lake.Definition.Security.Outbound, new SystemResolver(), services.TimeProvider);

    /// <summary>Takes up what is to be told; whoever calls has the lake.</summary>
    public static Task<NotificationDesk> OpenDeskAsync(
        LakeHost lake,
        LakeWorkLook work,
        INotificationSender sender,
        CliServices services,
        CancellationToken cancellationToken) => NotificationDesk.OpenAsync(
            new NotificationParts
            {
                Settings = lake.Definition.Notifications,
                Documents = lake.Documents,
                Sender = sender,
                Work = work,
                TimeProvider = services.TimeProvider,
                Random = new Random(),
            },
            cancellationToken);

    /// <summary>
    /// Tells what the histories say and sends what is due, once: for a command that has the lake for itself. What does
    /// not go is kept for the next.
    /// </summary>
    public static async Task TellOnceAsync(
        LakeHost lake, CliServices services, CancellationToken cancellationToken)
    {
        if (lake.Server is not null || lake.Definition.Notifications.Channels.Count == 0)
        {
            return;
        }

        using ChannelSender sender = OpenSender(lake, topics: null, services);
        await using CrawlerService crawlers = lake.Crawls.Open();
        LakeWorkLook work = new(lake, crawlers, workflows: null, jobs: null);
        NotificationDesk desk = await OpenDeskAsync(lake, work, sender, services, cancellationToken);
        await desk.CheckLateAsync(cancellationToken);
        await desk.DeliverAsync(cancellationToken);
    }
}
