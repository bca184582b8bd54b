namespace Tarn.Alarms.Notifications.Outbox;

/// <summary>
/// A notification and its deliveries; also the document that is kept (docs/formats/notifications.md).
/// </summary>
/// <param name="Notification">What is told.</param>
/// <param name="Deliveries">One for each channel that it goes to.</param>
public sealed record NotificationMessage(Notification Notification, IReadOnlyList<Delivery> Deliveries)
{
    public bool IsOpen => Deliveries.Any(delivery => delivery.IsOpen);

    /// <summary>The message with another delivery to the same channel.</summary>
    public NotificationMessage With(Delivery changed) => this with
    {
        Deliveries = [.. Deliveries.Select(delivery => delivery.Channel == changed.Channel ? changed : delivery)],
    };
}
