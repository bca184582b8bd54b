using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Topics;
using Tarn.Alarms.Topics.Delivery;
using Tarn.Cli.Hosting.Notifications;
using Tarn.Protocols.Aws.Sns;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>Topics of a lake while it is served, and what is on its way to their subscribers.</summary>
internal static class TopicsHost
{
    /// <param name="lake">Locked by the caller.</param>
    /// <param name="services">Clock and ids.</param>
    /// <param name="warn">Told, by code and message, of what was given up or cannot be kept.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static Task<TopicService> StartAsync(
        LakeHost lake, CliServices services, Action<string, string> warn, CancellationToken cancellationToken)
    {
        EmailChannel? mail = lake.Definition.Notifications.Channels.Values
            .OfType<EmailChannel>()
            .OrderBy(channel => channel.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        TopicServiceParts parts = new()
        {
            Documents = lake.Documents,
            Sender = new TopicSender(
                LakeNotifications.GuardOf(lake, services), mail, new SnsFormat(), services.TimeProvider),
            Warn = warn,
            TimeProvider = services.TimeProvider,
            IdSource = services.IdSource,
            Random = new Random(),
        };
        return TopicService.StartAsync(parts, cancellationToken);
    }
}
