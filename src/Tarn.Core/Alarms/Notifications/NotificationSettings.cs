using Tarn.Alarms.Notifications.Channels;

namespace Tarn.Alarms.Notifications;

/// <summary>The section <c>notifications</c> of lake.yaml.</summary>
public sealed record NotificationSettings
{
    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, NotificationChannel> Channels { get; init; } =
        new Dictionary<string, NotificationChannel>();

    /// <summary>Each notification goes along all that fit it; without any, everything goes to all channels.</summary>
    public IReadOnlyList<NotificationRoute> Routes { get; init; } = [];

    public IReadOnlyList<LatenessRule> Late { get; init; } = [];

    /// <summary>How long after a failure was told one that goes on is told again; null is never.</summary>
    public TimeSpan? RepeatAfter { get; init; }

    /// <summary>Names of the channels that a notification goes to, in order.</summary>
    public IReadOnlyList<string> ChannelsOf(Notification notification) => Routes.Count == 0
        ? [.. Channels.Keys.Order(StringComparer.Ordinal)]
        : [.. Routes
            .Where(route => route.Fits(notification))
            .SelectMany(route => route.Channels)
            .Distinct()
            .Order(StringComparer.Ordinal)];
}
