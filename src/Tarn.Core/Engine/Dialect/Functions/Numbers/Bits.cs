using System.Globalization;
using System.Numerics;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Numbers;

/// <summary>Bits of two's complements that are 8, 16, 32 or 64 wide.</summary>
internal static class Bits
{
    private const int Widest = 64;

    public static IReadOnlyList<ScalarFunction> Functions { get; } =
    [
        OwnFunction.Returning(
            OwnTypes.Bigint,
            "tarn_bit_count",
            [OwnTypes.Bigint, OwnTypes.Bigint],
            values => Count(OwnFunction.WholeNumber(values[0]), OwnFunction.WholeNumber(values[1]))),
        Shift("tarn_shift_left", (value, shift, width) => value << shift),
        Shift("tarn_shift_right", (value, shift, width) => (long)((ulong)(value & Mask(width)) >> shift)),
        Shift("tarn_shift_right_arithmetic", (value, shift, width) => value >> shift),
    ];

    private static long Count(long value, long bits)
    {
        FunctionError.Require(
            bits is >= 2 and <= Widest,
            string.Create(
                CultureInfo.InvariantCulture, $"Bits specified in bit_count must be between 2 and 64, got {bits}"));
        long mask = Mask((int)bits);
        FunctionError.Require(
            SignExtended(value & mask, (int)bits) == value,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Number must be representable with the bits specified. "
                    + $"{value} can not be represented with {bits} bits"));
        return BitOperations.PopCount((ulong)(value & mask));
    }

    /// <summary>The result is of the type of the first argument, as wide as the third says.</summary>
    private static ScalarFunction Shift(string name, Func<long, int, int, long> shift) => OwnFunction.Returning(
        OwnTypes.Bigint,
        name,
        [OwnTypes.Bigint, OwnTypes.Bigint, OwnTypes.Bigint],
        values =>
        {
            long value = OwnFunction.WholeNumber(values[0]);
            long distance = OwnFunction.WholeNumber(values[1]);
            int width = (int)OwnFunction.WholeNumber(values[2]);
            FunctionError.Require(distance >= 0, "Specified shift must be positive");
            bool isAll = distance >= width;
            long all = value < 0 && name.EndsWith("arithmetic", StringComparison.Ordinal) ? -1 : 0;
            return isAll ? all : SignExtended(shift(value, (int)distance, width) & Mask(width), width);
        });

    private static long Mask(int width) => width == Widest ? -1 : (1L << width) - 1;

    private static long SignExtended(long value, int width) => value << (Widest - width) >> (Widest - width);
}
