namespace Tarn.Alarms.Notifications.Outbox;

/// <summary>How far the delivery to one channel is. Persisted by name.</summary>
public enum DeliveryState
{
    Waiting,
    Sent,

    /// <summary>The channel refused it, or did not take it for too long.</summary>
    Failed,

    /// <summary>The channel had as many as it takes in an hour; how many were is to be told.</summary>
    Held,

    /// <summary>It was held, and the channel was told how many were.</summary>
    HeldAndTold,
}
