using Tarn.Streams.Intake;

namespace Tarn.Flows.Events;

/// <summary>The events that a trigger waits for: one kind of them.</summary>
public sealed record EventFilter
{
    /// <summary>Objects of this bucket; null: no objects.</summary>
    public string? Bucket { get; init; }

    /// <summary>How their keys begin.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>How their keys end.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Commits of this managed table; null: none.</summary>
    public string? Table { get; init; }

    /// <summary>Requests that reach it as <c>POST /hooks/NAME</c>; null: none do.</summary>
    public WebhookFilter? Webhook { get; init; }
}

/// <summary>Who may send to a webhook: who knows its token, or signs what is sent.</summary>
/// <param name="Token">As <c>Authorization: Bearer TOKEN</c>; null when a signature is asked for.</param>
/// <param name="Signature">Null when a token is asked for.</param>
public sealed record WebhookFilter(string? Token, WebhookSignature? Signature)
{
    /// <summary>Never shows the token.</summary>
    public override string ToString() => Signature is null ? "token" : $"{Signature}";
}
