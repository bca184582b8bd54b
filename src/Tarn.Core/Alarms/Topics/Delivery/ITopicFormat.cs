namespace Tarn.Alarms.Topics.Delivery;

/// <summary>How messages look to subscribers.</summary>
public interface ITopicFormat
{
    /// <summary>The whole message in JSON, or its text alone where the subscriber wants that.</summary>
    string BodyOf(TopicDelivery delivery, TopicSubscription subscription);

    /// <summary>The text of a mail for people.</summary>
    string MailOf(TopicDelivery delivery, TopicSubscription subscription);

    /// <summary>Headers of a POST.</summary>
    IReadOnlyList<KeyValuePair<string, string>> HeadersOf(TopicDelivery delivery, TopicSubscription subscription);
}
