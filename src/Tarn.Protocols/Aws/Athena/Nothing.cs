namespace Tarn.Protocols.Aws.Athena;

/// <summary>The answer of operations that answer nothing.</summary>
internal sealed record Nothing
{
    public static Nothing Value { get; } = new();
}
