namespace Tarn.Protocols.Aws.Glue;

/// <summary>The answer of operations that have nothing to say.</summary>
internal sealed record Empty;
