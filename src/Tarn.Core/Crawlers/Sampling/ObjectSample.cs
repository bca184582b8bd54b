using Tarn.Catalog.Files;

namespace Tarn.Crawlers.Sampling;

/// <summary>The start of an object, decompressed.</summary>
/// <param name="Bytes">At least one.</param>
/// <param name="IsWhole">False when the object goes on behind them.</param>
internal sealed record ObjectSample(byte[] Bytes, bool IsWhole, Compression Compression);
