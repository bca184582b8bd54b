using System.CommandLine;
using System.Text.Json;
using Tarn.Alarms.Notifications.Outbox;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;

namespace Tarn.Cli.Commands.Notifications;

/// <summary>Lists what was told, and how far it came.</summary>
internal sealed class NotificationsHistoryCommand : LakeCommand
{
    private const int CountDefault = 20;

    private static readonly OutputColumn[] Columns =
    [
        new("at", ColumnKind.Moment), new("event"), new("title"), new("channel"), new("state"),
        new("attempts", ColumnKind.Number), new("sent", ColumnKind.Moment), new("error"), new("id"),
    ];

    private static readonly Option<int> Count = new("--count", "-n")
    {
        Description = "How many notifications",
        HelpName = "N",
        DefaultValueFactory = _ => CountDefault,
    };

    public NotificationsHistoryCommand()
        : base("history", "List the latest notifications, newest first, and how far they came")
    {
        Options.Add(Count);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        IReadOnlyList<NotificationMessage> messages = await new MessageStore(lake.Documents)
            .ListAsync(context.Arguments.GetValue(Count), cancellationToken);
        await context.WriteRowsAsync(OutputRows.Of(Columns, messages.SelectMany(Rows)), cancellationToken);
        return ExitCode.Ok;
    }

    private static IEnumerable<object?[]> Rows(NotificationMessage message) => message.Deliveries
        .DefaultIfEmpty()
        .Select(delivery => new object?[]
        {
            message.Notification.At, Word($"{message.Notification.Event}"), message.Notification.Title,
            delivery?.Channel, delivery is null ? "not routed" : Word($"{delivery.State}"), delivery?.Attempts,
            delivery?.SentAt, delivery?.Error, message.Notification.Id,
        });

    private static string Word(string name) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(name).Replace('_', ' ');
}
