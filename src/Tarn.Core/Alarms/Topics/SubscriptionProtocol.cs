namespace Tarn.Alarms.Topics;

/// <summary>How a subscriber gets messages. Persisted by name.</summary>
public enum SubscriptionProtocol
{
    Http,
    Https,

    /// <summary>A mail with the text alone.</summary>
    Email,

    /// <summary>A mail with the whole message in JSON.</summary>
    EmailJson,
}
