using Tarn.Alarms.Topics.Delivery;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Alarms.Topics;

/// <summary>What a <see cref="TopicService"/> is made of.</summary>
public sealed record TopicServiceParts
{
    public required DocumentStore Documents { get; init; }

    /// <summary>The service's from now on.</summary>
    public required TopicSender Sender { get; init; }

    /// <summary>Told, by code and message, of what was given up or cannot be kept.</summary>
    public required Action<string, string> Warn { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required IIdSource IdSource { get; init; }

    /// <summary>Keeps attempts of many subscribers apart.</summary>
    public required Random Random { get; init; }
}
