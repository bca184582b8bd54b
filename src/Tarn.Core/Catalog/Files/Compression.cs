namespace Tarn.Catalog.Files;

/// <summary>How an object is compressed as a whole.</summary>
internal enum Compression
{
    None,
    Gzip,
    Zstandard,
}
