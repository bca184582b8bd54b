using System.Globalization;
using System.Numerics;

namespace Tarn.Engine.Values;

/// <summary>A decimal too wide for <see cref="decimal"/>: <c>Unscaled / 10^Scale</c>, up to 38 digits.</summary>
public readonly record struct EngineDecimal(BigInteger Unscaled, byte Scale) : IFormattable
{
    private const int ClrScaleMax = 28;
    private static readonly BigInteger ClrUnscaledMax = (BigInteger.One << 96) - 1;

    public override string ToString()
    {
        string digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        string sign = Unscaled.Sign < 0 ? "-" : "";
        return Scale == 0 ? sign + digits : $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }

    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>
    /// The value as a <see cref="decimal"/> when its digits fit, else as an <see cref="EngineDecimal"/>.
    /// </summary>
    internal static object Box(Int128 unscaled, byte scale)
    {
        UInt128 magnitude = unscaled < 0 ? (UInt128)(-unscaled) : (UInt128)unscaled;
        return scale <= ClrScaleMax && magnitude <= (UInt128)ClrUnscaledMax
            ? ToDecimal(magnitude, unscaled < 0, scale)
            : new EngineDecimal(unscaled, scale);
    }

    /// <exception cref="OverflowException">It has more digits than a <see cref="decimal"/>.</exception>
    internal static decimal ToDecimal(Int128 unscaled, byte scale) =>
        Box(unscaled, scale) is decimal value
            ? value
            : throw new OverflowException($"{new EngineDecimal(unscaled, scale)} has more digits than a CLR decimal.");

    private static decimal ToDecimal(UInt128 magnitude, bool isNegative, byte scale) =>
        new((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), isNegative, scale);
}
