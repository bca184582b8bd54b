using System.IO.Compression;

namespace Tarn.Streams.Delivery;

/// <summary>How the content of objects is compressed, and what their names end with.</summary>
internal static class Compressions
{
    public const string ParquetExtension = ".parquet";

    /// <summary>With its dot; empty for none. Source: Firehose's "Configure S3 file extension".</summary>
    public static string ExtensionOf(StreamCompression compression) => compression switch
    {
        StreamCompression.Gzip => ".gz",
        StreamCompression.Zip => ".zip",
        StreamCompression.Snappy => ".snappy",
        StreamCompression.HadoopSnappy => ".hsnappy",
        StreamCompression.Zstandard => ".zst",
        _ => "",
    };

    /// <summary>What is written to the result arrives there compressed; disposing it leaves the file open.</summary>
    /// <remarks>The fast level takes half the time of the standard one for two thirds of its effect.</remarks>
    public static Stream Wrap(FileStream file, StreamCompression compression) => compression switch
    {
        StreamCompression.Gzip => new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true),
        StreamCompression.Zip => new ZipFileStream(file),
        StreamCompression.Snappy => SnappyBlocks.Framed(file),
        StreamCompression.HadoopSnappy => SnappyBlocks.OfHadoop(file),
        _ => file,
    };
}
