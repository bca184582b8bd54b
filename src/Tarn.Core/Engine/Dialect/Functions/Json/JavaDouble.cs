using System.Globalization;

namespace Tarn.Engine.Dialect.Functions.Json;

/// <summary>Doubles as Java prints them (Double.toString): with an exponent below 0.001 and above 10 million.</summary>
internal static class JavaDouble
{
    private const int PlainExponentMin = -3;
    private const int PlainExponentMax = 6;

    public static string ToText(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        string sign = double.IsNegative(value) ? "-" : "";
        if (value == 0)
        {
            return sign + "0.0";
        }

        // The shortest digits that give the number back: d.ddd, then the exponent.
        string[] parts = Math.Abs(value).ToString("E16", CultureInfo.InvariantCulture).Split('E');
        string shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        string digits = shortest.Split('E')[0].Replace(".", "", StringComparison.Ordinal).Trim('0');
        digits = digits.Length == 0 ? "0" : digits;
        if (exponent is < PlainExponentMin or > PlainExponentMax)
        {
            string fraction = digits.Length > 1 ? digits[1..] : "0";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}.{fraction}E{exponent}");
        }

        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        string padded = digits.PadRight(exponent + 2, '0');
        return $"{sign}{padded[..(exponent + 1)]}.{padded[(exponent + 1)..]}";
    }
}
