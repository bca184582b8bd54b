using System.IO.Compression;

namespace Tarn.Streams.Delivery;

/// <summary>How the content of objects is compressed, and what their names end with.</summary>
internal static class Compressions
{
    public const string ParquetExtension = ".parquet";

    /// <summary>With its dot; empty for none.</summary>
    public static string ExtensionOf(StreamCompression compression) => compression switch
    {
        StreamCompression.Gzip => ".gz",
        StreamCompression.Zstd => ".zst",
        StreamCompression.Snappy => ".snappy",
        _ => "",
    };

    /// <summary>What is written to the result arrives there compressed; disposing it leaves the file open.</summary>
    public static Stream Wrap(Stream file, StreamCompression compression) => compression switch
    {
        StreamCompression.None => file,

        // The fast level takes half the time of the standard one for two thirds of its effect.
        StreamCompression.Gzip => new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true),
        _ => throw new NotSupportedException($"objects cannot be compressed as {compression}"),
    };
}
