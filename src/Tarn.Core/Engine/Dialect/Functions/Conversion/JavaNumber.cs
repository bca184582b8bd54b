using System.Globalization;
using System.Numerics;
using Tarn.Engine.Values;

namespace Tarn.Engine.Dialect.Functions.Conversion;

/// <summary>A number in decimal digits, <c>Unscaled / 10^Scale</c>, and how Java prints numbers.</summary>
internal readonly record struct JavaNumber(BigInteger Unscaled, int Scale)
{
    private const double PlainMin = 1e-3;
    private const double PlainMax = 1e7;

    public bool IsNegative => Unscaled.Sign < 0;

    /// <summary>The exponent of the first digit: 2 for 123.4; 0 for zero.</summary>
    public int Exponent => Unscaled.IsZero ? 0 : Digits(Unscaled).Length - 1 - Scale;

    /// <summary>The shortest digits that stand for a finite double or single, or those of a decimal.</summary>
    public static JavaNumber Of(object value) => value switch
    {
        double number => Parse(number.ToString("R", CultureInfo.InvariantCulture)),
        float number => Parse(number.ToString("R", CultureInfo.InvariantCulture)),
        EngineDecimal number => new(number.Unscaled, number.Scale),
        _ => Parse(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
    };

    /// <summary>As <c>Double.toString</c> and <c>Float.toString</c> print.</summary>
    /// <param name="value">A double or a single.</param>
    public static string Text(object value)
    {
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        }

        if (number == 0)
        {
            return double.IsNegative(number) ? "-0.0" : "0.0";
        }

        JavaNumber digits = Of(value);
        string sign = digits.IsNegative ? "-" : "";
        string significant = Digits(digits.Unscaled).TrimEnd('0');
        int exponent = digits.Exponent;
        if (Math.Abs(number) is >= PlainMin and < PlainMax)
        {
            string plain = exponent < 0
                ? "0." + new string('0', -exponent - 1) + significant
                : significant.PadRight(exponent + 1, '0').Insert(exponent + 1, ".");
            return sign + plain + (plain.EndsWith('.') ? "0" : "");
        }

        string rest = significant.Length > 1 ? significant[1..] : "0";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{significant[0]}.{rest}E{exponent}");
    }

    /// <summary>With so many digits behind the point, rounded half away from zero.</summary>
    public JavaNumber Rounded(int scale)
    {
        if (scale >= Scale)
        {
            return new JavaNumber(Unscaled * BigInteger.Pow(10, scale - Scale), scale);
        }

        BigInteger unit = BigInteger.Pow(10, Scale - scale);
        BigInteger half = unit / 2;
        return new JavaNumber((Unscaled + (IsNegative ? -half : half)) / unit, scale);
    }

    /// <summary>Without an exponent or a sign.</summary>
    public string ToPlain()
    {
        string digits = Digits(Unscaled);
        if (Scale <= 0)
        {
            return digits + new string('0', -Scale);
        }

        digits = digits.PadLeft(Scale + 1, '0');
        return $"{digits[..^Scale]}.{digits[^Scale..]}";
    }

    private static string Digits(BigInteger number) =>
        BigInteger.Abs(number).ToString(CultureInfo.InvariantCulture);

    private static JavaNumber Parse(string text)
    {
        string[] parts = text.Split('E');
        int exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        int scale = point < 0 ? 0 : parts[0].Length - point - 1;
        BigInteger unscaled = BigInteger.Parse(
            parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return new JavaNumber(unscaled, scale - exponent);
    }
}
