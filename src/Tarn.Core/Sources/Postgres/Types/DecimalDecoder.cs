using System.Buffers.Binary;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Sources.Postgres.Types;

/// <summary>
/// numeric with a precision that a decimal can have. Binary (numeric_send): the number of digits, the weight of the
/// first, a sign, the scale that is shown, then digits of base 10,000 without zeros at either end.
/// </summary>
internal sealed class DecimalDecoder(int precision, int scale, Unfit unfit)
    : ValueDecoder(EngineType.Decimal(precision, scale))
{
    private const int HeaderBytes = 8;
    private const int Base = 10_000;
    private const int DigitsOfBase = 4;
    private const int LongDigitsMax = 18;
    private const ushort Negative = 0x4000;
    private const ushort NotFiniteMin = 0xC000;

    private static readonly Int128[] PowersOfTen = MakePowers();

    public override void WriteBinary(ReadOnlySpan<byte> value, VectorWriter writer, int row)
    {
        int count = BinaryPrimitives.ReadInt16BigEndian(value);
        int weight = BinaryPrimitives.ReadInt16BigEndian(value[2..]);
        ushort sign = BinaryPrimitives.ReadUInt16BigEndian(value[4..]);
        if (sign >= NotFiniteMin)
        {
            WriteNotFinite(writer, row);
            return;
        }

        ReadOnlySpan<byte> digits = value.Slice(HeaderBytes, 2 * count);
        int exponent = ((weight - count + 1) * DigitsOfBase) + scale;
        Int128 unscaled = precision <= LongDigitsMax && count <= DigitsOfBase
            ? Small(digits, exponent)
            : Large(digits, exponent);
        Write(sign == Negative ? -unscaled : unscaled, writer, row);
    }

    public override void WriteText(ReadOnlySpan<byte> text, VectorWriter writer, int row)
    {
        if (text is [.., (byte)'N'] or [.., (byte)'y'])
        {
            WriteNotFinite(writer, row);
            return;
        }

        Int128 unscaled = 0;
        int point = text.IndexOf((byte)'.');
        int behind = point < 0 ? 0 : text.Length - point - 1;
        bool isNegative = text is [(byte)'-', ..];
        foreach (byte character in isNegative ? text[1..] : text)
        {
            if (character != '.')
            {
                unscaled = char.IsAsciiDigit((char)character)
                    ? (unscaled * 10) + (character - '0')
                    : throw NotOfType(text);
            }
        }

        unscaled *= behind <= scale ? PowersOfTen[scale - behind] : throw NotOfType(text);
        Write(isNegative ? -unscaled : unscaled, writer, row);
    }

    /// <summary>The same where all fits into 64 bits, which is several times as fast.</summary>
    private static long Small(ReadOnlySpan<byte> digits, int exponent)
    {
        long unscaled = 0;
        for (int i = 0; i < digits.Length; i += 2)
        {
            unscaled = (unscaled * Base) + BinaryPrimitives.ReadInt16BigEndian(digits[i..]);
        }

        return exponent >= 0
            ? unscaled * (long)PowersOfTen[exponent]
            : unscaled / (long)PowersOfTen[-exponent];
    }

    /// <summary>
    /// The last digit may have zeros behind the scale; they are taken off before it is added, so that 38 digits never
    /// become more.
    /// </summary>
    private static Int128 Large(ReadOnlySpan<byte> digits, int exponent)
    {
        Int128 unscaled = 0;
        for (int i = 0; i < digits.Length; i += 2)
        {
            short digit = BinaryPrimitives.ReadInt16BigEndian(digits[i..]);
            bool isCut = exponent < 0 && i == digits.Length - 2;
            unscaled = isCut
                ? (unscaled * PowersOfTen[DigitsOfBase + exponent]) + (digit / (int)PowersOfTen[-exponent])
                : (unscaled * Base) + digit;
        }

        return exponent > 0 ? unscaled * PowersOfTen[exponent] : unscaled;
    }

    private void WriteNotFinite(VectorWriter writer, int row)
    {
        unfit.CountNotFinite();
        writer.WriteNull(row);
    }

    private void Write(Int128 unscaled, VectorWriter writer, int row)
    {
        switch (precision)
        {
            case <= 4: writer.WriteStored(row, (short)unscaled); break;
            case <= 9: writer.WriteStored(row, (int)unscaled); break;
            case <= LongDigitsMax: writer.WriteStored(row, (long)unscaled); break;
            default: writer.WriteStored(row, unscaled); break;
        }
    }

    private static Int128[] MakePowers()
    {
        Int128[] powers = new Int128[39];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
