namespace Tarn.Streams.Intake;

/// <summary>What pages in browsers may put into a stream without a key.</summary>
public sealed record BeaconRules
{
    /// <summary>Origins of the pages, such as <c>https://shop.example.org</c>.</summary>
    public required IReadOnlyList<string> Origins { get; init; }

    /// <summary>Requests of one address.</summary>
    public int RequestsPerMinute { get; init; } = 60;
}
