namespace Tarn.Alarms.Notifications.Outbox;

/// <summary>A notification on its way to one channel.</summary>
/// <param name="Channel">Its name.</param>
public sealed record Delivery(string Channel)
{
    public DeliveryState State { get; init; }

    /// <summary>Those that were made.</summary>
    public int Attempts { get; init; }

    /// <summary>No attempt is made before; null is at once.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>What went wrong last; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>Whether something is still to be done.</summary>
    public bool IsOpen => State is DeliveryState.Waiting or DeliveryState.Held;
}
