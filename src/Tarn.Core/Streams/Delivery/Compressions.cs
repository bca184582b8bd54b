using System.IO.Compression;

namespace Tarn.Streams.Delivery;

/// <summary>How the content of objects is compressed, and what their names end with.</summary>
internal static class Compressions
{
    public const string ParquetExtension = ".parquet";

    /// <summary>With its dot; empty for none.</summary>
    public static string ExtensionOf(StreamCompression compression) =>
        compression == StreamCompression.Gzip ? ".gz" : "";

    /// <summary>What is written to the result arrives there compressed; disposing it leaves the file open.</summary>
    /// <remarks>The fast level takes half the time of the standard one for two thirds of its effect.</remarks>
    public static Stream Wrap(Stream file, StreamCompression compression) =>
        compression == StreamCompression.Gzip
            ? new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true)
            : file;
}
