namespace Tarn.Alarms.Topics;

/// <summary>What was published.</summary>
public sealed record TopicMessage
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>Other texts for some protocols, by SNS's names of them.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, MessageAttribute> Attributes { get; init; } =
        new Dictionary<string, MessageAttribute>();

    /// <summary>The text for a subscriber.</summary>
    public string TextFor(SubscriptionProtocol protocol) =>
        Texts.GetValueOrDefault(TopicWords.Of(protocol)) ?? Text;
}
