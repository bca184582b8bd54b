using System.CommandLine;

namespace Tarn.Cli.Commands.Notifications;

/// <summary>Whom the lake tells of what goes wrong.</summary>
internal sealed class NotificationsCommand : Command
{
    public NotificationsCommand()
        : base("notifications", "Look after notifications: list channels, test one, see what was sent")
    {
        Subcommands.Add(new NotificationsListCommand());
        Subcommands.Add(new NotificationsTestCommand());
        Subcommands.Add(new NotificationsHistoryCommand());
    }
}
