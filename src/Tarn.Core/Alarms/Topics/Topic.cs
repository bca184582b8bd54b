namespace Tarn.Alarms.Topics;

/// <summary>What messages are published to; also the document that is kept (docs/formats/notifications.md).</summary>
public sealed record Topic
{
    public required string Name { get; init; }

    /// <summary>What the client set, by SNS's names, in its own words.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; init; }
}
