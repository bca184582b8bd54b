namespace Tarn.Alarms.Topics.Delivery;

/// <summary>A message on its way to one subscriber; also the document that is kept until it is there.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="SubscriptionId">To whom.</param>
/// <param name="Message">What.</param>
public sealed record TopicDelivery(TopicDeliveryKind Kind, string SubscriptionId, TopicMessage Message)
{
    /// <summary>Attempts that were made.</summary>
    public int Attempts { get; init; }

    /// <summary>No attempt is made before; null is at once.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Sortable by time for each subscriber.</summary>
    internal string Name => $"{SubscriptionId}/{Message.Id}";
}
