namespace Tarn.Alarms.Notifications.Channels;

/// <summary>A POST of JSON, signed when there is a secret.</summary>
public sealed record WebhookChannel(string Name, Uri Url) : NotificationChannel(Name)
{
    /// <summary>Known to both sides; null signs nothing.</summary>
    public string? Secret { get; init; }

    public override string Type => "webhook";

    public override string Target => Url.GetLeftPart(UriPartial.Authority);
}
