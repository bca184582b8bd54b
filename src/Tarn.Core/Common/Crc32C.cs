using System.Buffers.Binary;
using System.Numerics;

namespace Tarn.Common;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4), by the processor's instruction where it has one.</summary>
public static class Crc32C
{
    /// <param name="content">The bytes.</param>
    /// <param name="previous">Checksum of the bytes before these, to go on from; 0 at the start.</param>
    public static uint Compute(ReadOnlySpan<byte> content, uint previous = 0)
    {
        uint crc = ~previous;
        while (content.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(content));
            content = content[sizeof(ulong)..];
        }

        foreach (byte value in content)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
