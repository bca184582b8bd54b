namespace Tarn.Alarms.Topics;

/// <summary>Somebody who gets the messages of a topic; also the document that is kept.</summary>
public sealed record TopicSubscription
{
    public required string Id { get; init; }

    public required string Topic { get; init; }

    public required SubscriptionProtocol Protocol { get; init; }

    /// <summary>A URL, or an address of mail.</summary>
    public required string Endpoint { get; init; }

    /// <summary>As the client called it that subscribed; stands in what subscribers get.</summary>
    public required string Region { get; init; }

    /// <summary>Where subscribers reach the lake, as <c>http://127.0.0.1:4577</c>.</summary>
    public required string LakeUrl { get; init; }

    /// <summary>Who knows it has got what was sent to the endpoint, and may confirm.</summary>
    public required string Token { get; init; }

    /// <summary>Nothing is sent before but the question whether it should be.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Whether only who is allowed to may end it, and not who has the link of a message.</summary>
    public bool IsEndedByOwnersOnly { get; init; }

    /// <summary>Messages go as they are, without what tells of them.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Which messages it gets, as <see cref="Filters.MessageFilter"/> reads it; null for all.</summary>
    public string? FilterPolicy { get; init; }

    /// <summary>Whether the filter looks at the body of messages; else at their attributes.</summary>
    public bool IsFilteredByBody { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
