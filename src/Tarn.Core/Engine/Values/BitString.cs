namespace Tarn.Engine.Values;

/// <summary>A value of type BIT.</summary>
/// <param name="Bits">Its bits as '0' and '1', at least one.</param>
public sealed record BitString(string Bits)
{
    public override string ToString() => Bits;

    /// <summary>DuckDB's form: a byte saying how many padding bits come first, then the bits, padding set.</summary>
    internal static BitString FromBytes(ReadOnlySpan<byte> bytes)
    {
        int padding = bytes[0];
        char[] bits = new char[((bytes.Length - 1) * 8) - padding];
        for (int i = 0; i < bits.Length; i++)
        {
            int position = i + padding;
            bits[i] = (bytes[1 + (position >> 3)] & (0x80 >> (position & 7))) == 0 ? '0' : '1';
        }

        return new BitString(new string(bits));
    }

    /// <exception cref="FormatException">A character is neither '0' nor '1', or there is none.</exception>
    internal byte[] ToBytes()
    {
        if (Bits.Length == 0 || Bits.AsSpan().ContainsAnyExcept('0', '1'))
        {
            throw new FormatException($"'{Bits}' is not a bit string: one or more of 0 and 1 are expected.");
        }

        int padding = (8 - (Bits.Length & 7)) & 7;
        byte[] bytes = new byte[1 + ((Bits.Length + padding) / 8)];
        bytes[0] = (byte)padding;
        for (int position = 0; position < padding + Bits.Length; position++)
        {
            if (position < padding || Bits[position - padding] == '1')
            {
                bytes[1 + (position >> 3)] |= (byte)(0x80 >> (position & 7));
            }
        }

        return bytes;
    }
}
