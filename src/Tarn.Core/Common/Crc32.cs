using System.Buffers.Binary;

namespace Tarn.Common;

/// <summary>
/// CRC-32 as in zip and Ethernet, which others' formats use; our own use <see cref="Crc32C"/>. Eight bytes a step.
/// </summary>
public static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;

    private static readonly uint[][] Tables = MakeTables();

    /// <param name="content">The bytes.</param>
    /// <param name="previous">Checksum of the bytes before these, to go on from; 0 at the start.</param>
    public static uint Compute(ReadOnlySpan<byte> content, uint previous = 0)
    {
        uint crc = ~previous;
        while (content.Length >= Slices)
        {
            ulong block = crc ^ BinaryPrimitives.ReadUInt64LittleEndian(content);
            crc = 0;
            for (int i = 0; i < Slices; i++)
            {
                crc ^= Tables[Slices - 1 - i][(byte)(block >> (8 * i))];
            }

            content = content[Slices..];
        }

        foreach (byte value in content)
        {
            crc = (crc >> 8) ^ Tables[0][(byte)(crc ^ value)];
        }

        return ~crc;
    }

    private static uint[][] MakeTables()
    {
        uint[][] tables = [.. Enumerable.Range(0, Slices).Select(_ => new uint[256])];
        for (int i = 0; i < 256; i++)
        {
            tables[0][i] = Entry((uint)i);
        }

        for (int table = 1; table < Slices; table++)
        {
            for (int i = 0; i < 256; i++)
            {
                uint before = tables[table - 1][i];
                tables[table][i] = tables[0][(byte)before] ^ (before >> 8);
            }
        }

        return tables;
    }

    private static uint Entry(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;
        }

        return value;
    }
}
