using System.Buffers.Binary;
using Tarn.Common;

namespace Tarn.State;

/// <summary>
/// The bytes of a log file, all integers little-endian (docs/formats/state.md).
/// File header: "TARNLOG1", first sequence (8), zero (4), CRC-32C of the 20 bytes before (4).
/// Frame: payload length (4), CRC-32C of the payload (4), sequence (8), CRC-32C of the 16 bytes before (4), payload.
/// The header has a checksum of its own so that a damaged length is not taken for an unfinished append.
/// </summary>
internal static class LogFormat
{
    public const int FileHeaderBytes = 24;
    public const int FrameHeaderBytes = 20;
    public const int PayloadBytesMax = 16 * 1024 * 1024;

    private const int FileHeaderChecked = 20;
    private const int FrameHeaderChecked = 16;

    private static ReadOnlySpan<byte> Magic => "TARNLOG1"u8;

    public static byte[] FileHeader(long firstSequence)
    {
        byte[] header = new byte[FileHeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), firstSequence);
        BinaryPrimitives.WriteUInt32LittleEndian(
            header.AsSpan(FileHeaderChecked), Crc32C.Compute(header.AsSpan(0, FileHeaderChecked)));
        return header;
    }

    /// <summary>Null when any byte is wrong.</summary>
    public static long? FirstSequence(ReadOnlySpan<byte> header)
    {
        bool valid = header.StartsWith(Magic)
            && BinaryPrimitives.ReadInt32LittleEndian(header[16..]) == 0
            && ChecksumMatches(header, FileHeaderChecked);
        return valid ? BinaryPrimitives.ReadInt64LittleEndian(header[8..]) : null;
    }

    public static void WriteFrame(Stream destination, long sequence, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[FrameHeaderBytes];
        WriteFrameHeader(header, sequence, payload.Length, Crc32C.Compute(payload));
        destination.Write(header);
        destination.Write(payload);
    }

    /// <summary>The <see cref="FrameHeaderBytes"/> before a payload.</summary>
    public static void WriteFrameHeader(Span<byte> header, long sequence, int payloadBytes, uint payloadChecksum)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, payloadBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], payloadChecksum);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(
            header[FrameHeaderChecked..], Crc32C.Compute(header[..FrameHeaderChecked]));
    }

    /// <summary>Null when any byte is wrong.</summary>
    public static (int PayloadBytes, uint PayloadChecksum, long Sequence)? FrameHeader(ReadOnlySpan<byte> header)
    {
        int payloadBytes = BinaryPrimitives.ReadInt32LittleEndian(header);
        bool valid = ChecksumMatches(header, FrameHeaderChecked) && payloadBytes is >= 0 and <= PayloadBytesMax;
        return valid
            ? (payloadBytes, BinaryPrimitives.ReadUInt32LittleEndian(header[4..]),
                BinaryPrimitives.ReadInt64LittleEndian(header[8..]))
            : null;
    }

    private static bool ChecksumMatches(ReadOnlySpan<byte> header, int checkedBytes) =>
        BinaryPrimitives.ReadUInt32LittleEndian(header[checkedBytes..]) == Crc32C.Compute(header[..checkedBytes]);
}
