using System.Globalization;
using System.Numerics;
using System.Text;
using Tarn.Engine.Values;

namespace Tarn.Engine.Dialect.Functions.Conversion;

/// <summary>The conversions of Java's Formatter for numbers.</summary>
internal static class JavaNumberFormat
{
    private const int PrecisionDefault = 6;
    private const int GroupSize = 3;

    /// <exception cref="FormatException">The argument is of another type.</exception>
    public static string Convert(FormatSpecifier specifier, object argument)
    {
        switch (specifier.Conversion, argument)
        {
            case ('d', _) when Whole(argument) is { } whole:
                return Signed(specifier, whole.Sign < 0, BigInteger.Abs(whole).ToString(CultureInfo.InvariantCulture));
            case ('x' or 'o', _) when Whole(argument) is { } whole:
                return Unsigned(specifier, (long)whole);
            case ('e' or 'f' or 'g', double or float):
                double number = System.Convert.ToDouble(argument, CultureInfo.InvariantCulture);
                return double.IsFinite(number)
                    ? Real(specifier, JavaNumber.Of(argument), double.IsNegative(number))
                    : NotFinite(specifier, number);
            case ('e' or 'f' or 'g', decimal or EngineDecimal):
                JavaNumber value = JavaNumber.Of(argument);
                return Real(specifier, value, value.IsNegative);
            default:
                throw new FormatException(
                    $"IllegalFormatConversion: {specifier.Conversion} != {JavaText.ClassOf(argument)}");
        }
    }

    private static BigInteger? Whole(object argument) => argument switch
    {
        sbyte or short or int or long or byte or ushort or uint or ulong => BigInteger.Parse(
            ((IFormattable)argument).ToString(null, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        Int128 or UInt128 or BigInteger => BigInteger.Parse(argument.ToString()!, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Unsigned(FormatSpecifier specifier, long value)
    {
        string digits = specifier.Conversion == 'x'
            ? value.ToString("x", CultureInfo.InvariantCulture)
            : System.Convert.ToString(value, 8);
        string prefix = !specifier.HasFlag('#') ? "" : specifier.Conversion == 'x' ? "0x" : "0";
        return prefix + ZeroPadded(specifier, digits, specifier.Width - prefix.Length);
    }

    private static string NotFinite(FormatSpecifier specifier, double number)
    {
        string text = double.IsNaN(number) ? "NaN" : "Infinity";
        string plus = specifier.HasFlag('+') && !double.IsNaN(number) ? "+" : specifier.HasFlag(' ') ? " " : "";
        return number >= 0 || double.IsNaN(number) ? (double.IsNaN(number) ? "" : plus) + text
            : specifier.HasFlag('(') ? $"({text})" : "-" + text;
    }

    private static string Real(FormatSpecifier specifier, JavaNumber number, bool isNegative)
    {
        int precision = specifier.Precision ?? PrecisionDefault;
        string digits = specifier.Conversion switch
        {
            'f' => number.Rounded(precision).ToPlain(),
            'e' => Scientific(number, precision),
            _ => General(number, Math.Max(1, precision)),
        };
        return Signed(specifier, isNegative, digits);
    }

    private static string Scientific(JavaNumber number, int precision)
    {
        JavaNumber rounded = Significant(number, precision + 1);
        int exponent = rounded.Exponent;
        string digits = new JavaNumber(rounded.Unscaled, 0).ToPlain().TrimStart('0').PadRight(precision + 1, '0');
        string fraction = precision > 0 ? "." + digits[1..(precision + 1)] : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string General(JavaNumber number, int precision)
    {
        const int exponentMin = -4;
        int exponent = Significant(number, precision).Exponent;
        return number.Unscaled.IsZero || (exponent >= exponentMin && exponent < precision)
            ? number.Rounded(Math.Max(0, precision - exponent - 1)).ToPlain()
            : Scientific(number, precision - 1);
    }

    private static JavaNumber Significant(JavaNumber number, int count) =>
        number.Unscaled.IsZero ? number : number.Rounded(count - 1 - number.Exponent);

    /// <summary>With the sign, grouping and zeros that the flags ask for.</summary>
    private static string Signed(FormatSpecifier specifier, bool isNegative, string digits)
    {
        string before = isNegative ? (specifier.HasFlag('(') ? "(" : "-")
            : specifier.HasFlag('+') ? "+"
            : specifier.HasFlag(' ') ? " "
            : "";
        string after = isNegative && specifier.HasFlag('(') ? ")" : "";
        string grouped = specifier.HasFlag(',') ? Grouped(digits) : digits;
        return before + ZeroPadded(specifier, grouped, specifier.Width - before.Length - after.Length) + after;
    }

    private static string ZeroPadded(FormatSpecifier specifier, string digits, int width) =>
        specifier.HasFlag('0') && width > 0 ? digits.PadLeft(width, '0') : digits;

    private static string Grouped(string digits)
    {
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        StringBuilder text = new(digits);
        for (int i = (point < 0 ? digits.Length : point) - GroupSize; i > 0; i -= GroupSize)
        {
            text.Insert(i, ',');
        }

        return text.ToString();
    }
}
