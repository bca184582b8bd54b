namespace Tarn.Protocols.Aws.Firehose;

/// <summary>What operations answer that have nothing to say.</summary>
internal sealed record Nothing
{
    public static Nothing Value { get; } = new();
}
