namespace Tarn.Crawlers.Sampling;

/// <summary>How an object is compressed as a whole, by its first bytes; names may lie.</summary>
internal enum Compression
{
    None,
    Gzip,
    Zstandard,
}
