namespace Tarn.Queries.Limits;

/// <summary>What reading costs, the <c>engine.price</c> of lake.yaml; Athena's prices unless said otherwise.</summary>
public sealed record QueryPrice
{
    private const decimal TerabyteBytes = 1_000_000_000_000;

    /// <summary>Dollars for 10^12 bytes.</summary>
    public decimal DollarsPerTerabyte { get; init; } = 5;

    /// <summary>What a statement that reads anything pays for at least.</summary>
    public long BytesMin { get; init; } = 10_000_000;

    /// <summary>In dollars; statements that read no bytes cost nothing.</summary>
    public decimal DollarsOf(long bytes) =>
        bytes == 0 ? 0 : Math.Max(bytes, BytesMin) * DollarsPerTerabyte / TerabyteBytes;
}
