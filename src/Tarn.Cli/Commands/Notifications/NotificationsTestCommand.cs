using System.CommandLine;
using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Notifications.Sending;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Notifications;
using Tarn.Common;

namespace Tarn.Cli.Commands.Notifications;

/// <summary>Sends a test along one channel, and says whether it went.</summary>
internal sealed class NotificationsTestCommand : LakeCommand
{
    private static readonly Argument<string> Channel = new("channel")
    {
        Description = "Name of a channel",
        HelpName = "CHANNEL",
    };

    public NotificationsTestCommand()
        : base("test", "Send a test along a channel, and say whether it went") => Arguments.Add(Channel);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        string name = context.Arguments.GetRequiredValue(Channel);
        IReadOnlyDictionary<string, NotificationChannel> channels = lake.Definition.Notifications.Channels;
        NotificationChannel channel = channels.GetValueOrDefault(name) ?? throw new TarnException(
            ErrorCodes.UnknownName, $"there is no channel '{name}'")
        {
            Hint = Suggestion.DidYouMean(name, channels.Keys) ?? "'tarn notifications list' lists them",
        };
        using ChannelSender sender = LakeNotifications.OpenSender(lake, lake.Server?.Topics, context.Services);
        SendOutcome outcome = await sender.SendAsync(
            channel,
            new Notification
            {
                Id = context.Services.IdSource.NextId(),
                At = context.Services.TimeProvider.GetUtcNow(),
                Event = NotificationEvent.Test,
                Title = $"a test of channel {name}",
                Text = "Somebody asked for this with 'tarn notifications test'. Nothing is wrong.",
            },
            cancellationToken);
        string? problem = outcome switch
        {
            SendOutcome.Later later => later.Reason,
            SendOutcome.Refused refused => refused.Reason,
            _ => null,
        };
        if (problem is not null)
        {
            throw new TarnException(ErrorCodes.OutboundFailed, $"channel '{name}' did not take it: {problem}");
        }

        context.Say($"sent to {channel.Target} through channel '{name}'");
        return ExitCode.Ok;
    }
}
