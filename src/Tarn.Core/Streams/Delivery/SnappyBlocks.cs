using System.Buffers.Binary;
using IronSnappy;
using Tarn.Common;

namespace Tarn.Streams.Delivery;

/// <summary>The two ways in which streams of Snappy's blocks are written; Snappy itself has none.</summary>
internal static class SnappyBlocks
{
    private const int FrameBytesMax = 64 * 1024;
    private const int HadoopBlockBytesMax = 256 * 1024;
    private const uint ChecksumMask = 0xa282ead8;

    /// <summary>Chunks with checksums. Source: Snappy's framing_format.txt.</summary>
    public static Stream Framed(Stream file)
    {
        file.Write([0xff, 6, 0, 0, .. "sNaPpY"u8]);
        return new BlockStream(FrameBytesMax, block => WriteFrame(file, block));
    }

    /// <summary>Blocks with lengths. Source: Hadoop's BlockCompressorStream.</summary>
    public static Stream OfHadoop(Stream file) =>
        new BlockStream(HadoopBlockBytesMax, block => WriteHadoopBlock(file, block));

    private static void WriteFrame(Stream file, ReadOnlySpan<byte> block)
    {
        byte[] compressed = Snappy.Encode(block);
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(head, (compressed.Length + sizeof(uint)) << 8);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], Masked(Crc32C.Compute(block)));
        file.Write(head);
        file.Write(compressed);
    }

    private static void WriteHadoopBlock(Stream file, ReadOnlySpan<byte> block)
    {
        byte[] compressed = Snappy.Encode(block);
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(head, block.Length);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], compressed.Length);
        file.Write(head);
        file.Write(compressed);
    }

    private static uint Masked(uint checksum) => ((checksum >> 15) | (checksum << 17)) + ChecksumMask;
}
