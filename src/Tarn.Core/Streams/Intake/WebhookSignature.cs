namespace Tarn.Streams.Intake;

/// <summary>How senders of webhooks sign the body of a request: HMAC-SHA256 with a secret that both know.</summary>
public sealed record WebhookSignature
{
    /// <summary>Where GitHub puts it.</summary>
    public const string BodyHeader = "X-Hub-Signature-256";

    /// <summary>Where Stripe puts it.</summary>
    public const string TimestampedHeader = "Stripe-Signature";

    public required string Secret { get; init; }

    /// <summary>
    /// Whether the header is <c>t=SECONDS,v1=SIGNATURE</c>, of <c>SECONDS.BODY</c>, as Stripe signs; else it is the
    /// signature of the body in hexadecimal digits or base64, with or without <c>sha256=</c> before it.
    /// </summary>
    public bool IsTimestamped { get; init; }

    public required string Header { get; init; }

    /// <summary>How far a timestamp may be from the clock.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => Header;
}
