namespace Tarn.Alarms.Topics.Delivery;

/// <summary>What a subscriber is sent. Persisted by name.</summary>
public enum TopicDeliveryKind
{
    Message,

    /// <summary>The question whether messages should be sent.</summary>
    Confirmation,
}
