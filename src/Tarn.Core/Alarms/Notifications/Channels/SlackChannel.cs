namespace Tarn.Alarms.Notifications.Channels;

/// <summary>An incoming webhook of Slack, or of what takes the same: <c>{"text": …}</c>.</summary>
public sealed record SlackChannel(string Name, Uri Url) : NotificationChannel(Name)
{
    public override string Type => "slack";

    /// <summary>The path of such an address is its secret.</summary>
    public override string Target => Url.GetLeftPart(UriPartial.Authority);
}
