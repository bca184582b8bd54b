using System.Globalization;
using System.Numerics;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>Divides decimals of any precision exactly; they come as text, since a function has one type only.</summary>
internal static class DecimalDivision
{
    public static ScalarFunction Function { get; } = new(
        "tarn_divide",
        [OwnTypes.Varchar, OwnTypes.Varchar, new EngineType(EngineTypeKind.Integer)],
        OwnTypes.Varchar,
        values => Divide((string)values[0]!, (string)values[1]!, (int)values[2]!));

    private static string Divide(string dividend, string divisor, int scale)
    {
        (BigInteger left, int leftScale) = Read(dividend);
        (BigInteger right, int rightScale) = Read(divisor);
        if (right.IsZero)
        {
            throw new DivideByZeroException("DIVISION_BY_ZERO: Division by zero");
        }

        // left / 10^leftScale divided by right / 10^rightScale, in units of 10^-scale.
        int shift = scale + rightScale - leftScale;
        BigInteger numerator = left * BigInteger.Pow(10, Math.Max(shift, 0));
        BigInteger denominator = right * BigInteger.Pow(10, Math.Max(-shift, 0));
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        if (BigInteger.Abs(rest) * 2 >= BigInteger.Abs(denominator))
        {
            quotient += numerator.Sign * denominator.Sign;
        }

        string digits = BigInteger.Abs(quotient).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return $"{(quotient.Sign < 0 ? "-" : "")}{digits[..^scale]}.{digits[^scale..]}";
    }

    private static (BigInteger Unscaled, int Scale) Read(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        int scale = point < 0 ? 0 : text.Length - point - 1;
        string digits = text.Replace(".", "", StringComparison.Ordinal);
        return (BigInteger.Parse(digits, CultureInfo.InvariantCulture), scale);
    }
}
