using System.Numerics;

namespace Tarn.Engine.Values;

/// <summary>
/// DuckDB's form of BIGNUM: three bytes of header (sign bit, then the length of the rest) and a big-endian magnitude;
/// all of it is complemented for negative numbers so that bytes sort like numbers.
/// </summary>
internal static class BigNumber
{
    private const int HeaderBytes = 3;
    private const int PositiveFlag = 0x800000;

    public static BigInteger FromBytes(ReadOnlySpan<byte> bytes)
    {
        bool isNegative = (bytes[0] & 0x80) == 0;
        byte[] magnitude = bytes[HeaderBytes..].ToArray();
        if (isNegative)
        {
            Complement(magnitude);
        }

        BigInteger value = new(magnitude, isUnsigned: true, isBigEndian: true);
        return isNegative ? -value : value;
    }

    public static byte[] ToBytes(BigInteger value)
    {
        byte[] magnitude = BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: true);
        int header = PositiveFlag | magnitude.Length;
        byte[] bytes = [(byte)(header >> 16), (byte)(header >> 8), (byte)header, .. magnitude];
        if (value.Sign < 0)
        {
            Complement(bytes);
        }

        return bytes;
    }

    private static void Complement(Span<byte> bytes)
    {
        foreach (ref byte part in bytes)
        {
            part = (byte)~part;
        }
    }
}
