using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Tarn.Tests.Engine.Dialect.Conformance;

/// <summary>A number: exact when it was written or computed so, otherwise a double.</summary>
internal sealed partial record Number(double Approximate, BigInteger Unscaled, int Scale, bool IsExact)
{
    public static Number Of(double value) => new(value, 0, 0, IsExact: false);

    public static Number? Parse(string text)
    {
        if (text is "NaN" or "Infinity" or "-Infinity")
        {
            return Of(text switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                _ => double.NegativeInfinity,
            });
        }

        Match match = Pattern().Match(text);
        if (!match.Success || match.Groups["whole"].Length + match.Groups["part"].Length == 0)
        {
            return null;
        }

        double approximate = double.Parse(text, CultureInfo.InvariantCulture);
        if (match.Groups["exponent"].Length > 0)
        {
            return Of(approximate);
        }

        string part = match.Groups["part"].Value.TrimEnd('0');
        BigInteger unscaled = BigInteger.Parse(
            "0" + match.Groups["whole"].Value + part, CultureInfo.InvariantCulture);
        return new Number(approximate, match.Groups["sign"].Value == "-" ? -unscaled : unscaled, part.Length, true);
    }

    /// <summary>Doubles may differ in the last digits: the order of additions is not fixed.</summary>
    public bool IsNear(Number other, double tolerance = 1e-9)
    {
        if (IsExact && other.IsExact)
        {
            return Unscaled == other.Unscaled && Scale == other.Scale;
        }

        double a = Approximate;
        double b = other.Approximate;
        if (double.IsNaN(a) || double.IsNaN(b))
        {
            return double.IsNaN(a) && double.IsNaN(b);
        }

        double largest = Math.Max(Math.Abs(a), Math.Abs(b));
        return a.Equals(b) || (!double.IsInfinity(largest)
            && (Math.Abs(a - b) <= tolerance * largest || (Math.Abs(a - b) < 1e-12 && largest < 1e-3)));
    }

    [GeneratedRegex(
        @"^(?<sign>[-+]?)(?<whole>\d*)\.?(?<part>\d*)(?<exponent>[eE][-+]?\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
