using Tarn.Alarms.Notifications.Channels;

namespace Tarn.Alarms.Notifications.Sending;

/// <summary>Sends notifications.</summary>
public interface INotificationSender
{
    /// <summary>One attempt, which has a limit of time; what goes wrong is the outcome.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<SendOutcome> SendAsync(
        NotificationChannel channel, Notification notification, CancellationToken cancellationToken);
}
