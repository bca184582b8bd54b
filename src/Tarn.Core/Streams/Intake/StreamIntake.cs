namespace Tarn.Streams.Intake;

/// <summary>Who may put into a stream by plain HTTP, and what records must look like.</summary>
public sealed record StreamIntake
{
    /// <summary>
    /// Whoever has one of them may put. Keys of the lake may put besides, as far as their policies allow it.
    /// </summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Requests that are signed so may put; null: signatures let nobody in.</summary>
    public WebhookSignature? Signature { get; init; }

    /// <summary>What pages of other origins may put without a key; null: nothing.</summary>
    public BeaconRules? Beacon { get; init; }

    /// <summary>A JSON Schema that every record must keep to, whichever way it comes in; null: any bytes.</summary>
    public string? Schema { get; init; }

    /// <summary>Never shows the keys.</summary>
    public override string ToString() => nameof(StreamIntake);
}
