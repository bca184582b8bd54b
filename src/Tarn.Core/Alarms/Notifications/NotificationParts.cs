using Tarn.Alarms.Notifications.Sending;
using Tarn.State;

namespace Tarn.Alarms.Notifications;

/// <summary>What notifications work with.</summary>
public sealed record NotificationParts
{
    public required NotificationSettings Settings { get; init; }

    public required DocumentStore Documents { get; init; }

    public required INotificationSender Sender { get; init; }

    /// <summary>What is known of the lake's work.</summary>
    public required IWorkLook Work { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Keeps attempts of many lakes apart.</summary>
    public required Random Random { get; init; }
}
