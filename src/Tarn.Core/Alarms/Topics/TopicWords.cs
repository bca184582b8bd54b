namespace Tarn.Alarms.Topics;

/// <summary>Protocols as SNS's clients write them.</summary>
public static class TopicWords
{
    private static readonly (string Word, SubscriptionProtocol Protocol)[] All =
    [
        ("http", SubscriptionProtocol.Http), ("https", SubscriptionProtocol.Https),
        ("email", SubscriptionProtocol.Email), ("email-json", SubscriptionProtocol.EmailJson),
    ];

    public static string Of(SubscriptionProtocol protocol) => All.First(pair => pair.Protocol == protocol).Word;

    /// <summary>Null when the lake knows no such protocol.</summary>
    public static SubscriptionProtocol? TryParse(string word) =>
        All.Where(pair => pair.Word == word).Select(pair => (SubscriptionProtocol?)pair.Protocol).FirstOrDefault();
}
