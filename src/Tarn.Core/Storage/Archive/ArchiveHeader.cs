using System.Buffers.Binary;
using Tarn.Common;

namespace Tarn.Storage.Archive;

/// <summary>The start of an archived object's file (docs/formats/archive.md).</summary>
/// <param name="SizeBytes">Of the content.</param>
/// <param name="ModifiedTicks">When the content was put: UTC, in 100 ns since year 1.</param>
/// <param name="Sha256">Of the content.</param>
internal sealed record ArchiveHeader(long SizeBytes, long ModifiedTicks, byte[] Sha256)
{
    public const int Bytes = 64;

    private const int SizeAt = 8;
    private const int ModifiedAt = 16;
    private const int DigestAt = 24;
    private const int ChecksumAt = 56;

    private static ReadOnlySpan<byte> Magic => "TARNARC1"u8;

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(SizeAt), SizeBytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(ModifiedAt), ModifiedTicks);
        Sha256.CopyTo(bytes, DigestAt);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumAt), Crc32C.Compute(bytes.AsSpan(0, ChecksumAt)));
        return bytes;
    }

    /// <exception cref="InvalidDataException">The file does not begin as an archived object's does.</exception>
    public static ArchiveHeader Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Bytes || !bytes.StartsWith(Magic))
        {
            throw new InvalidDataException("it does not begin with the header of an archived object");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != Crc32C.Compute(bytes[..ChecksumAt]))
        {
            throw new InvalidDataException("the checksum of its header does not fit");
        }

        return new ArchiveHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[SizeAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[ModifiedAt..]),
            bytes.Slice(DigestAt, ChecksumAt - DigestAt).ToArray());
    }
}
