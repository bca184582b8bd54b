using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Notifications.Outbox;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;

namespace Tarn.Cli.Commands.Notifications;

/// <summary>Lists channels and how they are doing.</summary>
internal sealed class NotificationsListCommand : LakeCommand
{
    private static readonly OutputColumn[] Columns =
    [
        new("channel"), new("type"), new("to"), new("rate", ColumnKind.Number), new("waiting", ColumnKind.Count),
        new("sent", ColumnKind.Count), new("last_sent", ColumnKind.Moment), new("last_error"),
    ];

    public NotificationsListCommand()
        : base("list", "List channels and how they are doing") => Options.Add(OutputOption.Rows);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        IReadOnlyList<NotificationMessage> messages = await new MessageStore(lake.Documents)
            .ListAsync(MessageStore.KeptMax, cancellationToken);
        await context.WriteRowsAsync(
            OutputRows.Of(Columns, lake.Definition.Notifications.Channels.Values
                .OrderBy(channel => channel.Name, StringComparer.Ordinal)
                .Select(channel => Row(channel, messages))),
            cancellationToken);
        return ExitCode.Ok;
    }

    private static object?[] Row(NotificationChannel channel, IReadOnlyList<NotificationMessage> messages)
    {
        Delivery[] deliveries = [.. messages
            .SelectMany(message => message.Deliveries)
            .Where(delivery => delivery.Channel == channel.Name)];
        return
        [
            channel.Name, channel.Type, channel.Target, channel.HourlyMax,
            deliveries.Count(delivery => delivery.IsOpen),
            deliveries.Count(delivery => delivery.State == DeliveryState.Sent),
            deliveries.Max(delivery => delivery.SentAt), deliveries.FirstOrDefault()?.Error,
        ];
    }
}
