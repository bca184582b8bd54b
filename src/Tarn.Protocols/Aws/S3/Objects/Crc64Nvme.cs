using System.Buffers.Binary;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>
/// CRC-64/NVME: polynomial ad93d23594c93659, reflected, all ones before and after (the NVM Command Set specification,
/// 64-bit CRC). Eight bytes a step.
/// </summary>
internal static class Crc64Nvme
{
    private const ulong ReflectedPolynomial = 0x9A6C9329AC4BC9B5;

    private static readonly ulong[][] Tables = MakeTables();

    /// <param name="crc">Of what came before; 0 at the start.</param>
    /// <param name="bytes">What comes next.</param>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        while (bytes.Length >= 8)
        {
            ulong block = crc ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            crc = 0;
            for (int i = 0; i < 8; i++)
            {
                crc ^= Tables[7 - i][(byte)(block >> (8 * i))];
            }

            bytes = bytes[8..];
        }

        foreach (byte value in bytes)
        {
            crc = Tables[0][(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static ulong[][] MakeTables()
    {
        ulong[][] tables = [.. Enumerable.Range(0, 8).Select(_ => new ulong[256])];
        for (int i = 0; i < 256; i++)
        {
            ulong crc = (ulong)i;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ ReflectedPolynomial;
            }

            tables[0][i] = crc;
        }

        for (int table = 1; table < 8; table++)
        {
            for (int i = 0; i < 256; i++)
            {
                ulong before = tables[table - 1][i];
                tables[table][i] = tables[0][(byte)before] ^ (before >> 8);
            }
        }

        return tables;
    }
}
