using Tarn.Common;
using Tarn.State;

namespace Tarn.Alarms.Notifications.Outbox;

/// <summary>All notifications of a lake with their deliveries, one document each; the oldest are forgotten.</summary>
public sealed class MessageStore(DocumentStore documents)
{
    /// <summary>How many that are done are kept.</summary>
    public const int KeptMax = 1000;

    private const string Folder = "notifications/messages/";

    /// <summary>Adds it; does nothing when there is one of this id, which is the same.</summary>
    /// <returns>Whether it was added.</returns>
    public async Task<bool> TryAddAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await documents.WriteAsync(
                Folder + message.Notification.Id,
                message,
                AlarmsJson.Default.NotificationMessage,
                expectedVersion: null,
                cancellationToken);
            return true;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StateConflict)
        {
            return false;
        }
    }

    /// <summary>Changes one delivery of a message and gives the message as it is then.</summary>
    public async Task<NotificationMessage> ChangeAsync(
        string id, Delivery changed, CancellationToken cancellationToken)
    {
        NotificationMessage? after = null;
        await documents.UpdateAsync(
            Folder + id,
            message => after = message!.With(changed),
            AlarmsJson.Default.NotificationMessage,
            cancellationToken);
        return after!;
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<NotificationMessage>> ListAsync(int countMax, CancellationToken cancellationToken)
    {
        List<NotificationMessage> messages = [];
        foreach (string name in await NamesAsync(countMax, cancellationToken))
        {
            Document<NotificationMessage>? document = await documents.ReadAsync(
                name, AlarmsJson.Default.NotificationMessage, cancellationToken);
            if (document is not null)
            {
                messages.Add(document.Value);
            }
        }

        return messages;
    }

    /// <summary>Forgets the oldest that are done.</summary>
    public async Task PruneAsync(int countKept, CancellationToken cancellationToken)
    {
        foreach (string name in (await NamesAsync(int.MaxValue, cancellationToken)).Skip(countKept))
        {
            Document<NotificationMessage>? document = await documents.ReadAsync(
                name, AlarmsJson.Default.NotificationMessage, cancellationToken);
            if (document?.Value.IsOpen == false)
            {
                await documents.DeleteAsync(name, cancellationToken);
            }
        }
    }

    private async Task<IEnumerable<string>> NamesAsync(int countMax, CancellationToken cancellationToken) =>
        (await documents.ListAsync(Folder, cancellationToken)).OrderDescending(StringComparer.Ordinal).Take(countMax);
}
