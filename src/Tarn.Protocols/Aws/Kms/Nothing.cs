namespace Tarn.Protocols.Aws.Kms;

/// <summary>The answer of operations that answer nothing.</summary>
internal sealed record Nothing
{
    public static Nothing Value { get; } = new();
}
