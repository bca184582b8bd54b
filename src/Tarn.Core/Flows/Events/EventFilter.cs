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

/// <summary>Who may send to a webhook.</summary>
/// <param name="Token">As <c>Authorization: Bearer TOKEN</c>; null when a signature is asked for.</param>
/// <param name="Secret">Of the signature: HMAC-SHA256 of the body, in hexadecimal digits; null: a token is.</param>
/// <param name="SignatureHeader">Which header has the signature.</param>
public sealed record WebhookFilter(string? Token, string? Secret, string SignatureHeader);
