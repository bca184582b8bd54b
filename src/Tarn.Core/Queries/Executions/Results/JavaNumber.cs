using System.Globalization;

namespace Tarn.Queries.Executions.Results;

/// <summary>Floating numbers as Java writes them, which is how Athena does: <c>1.0</c>, <c>1.0E10</c>.</summary>
/// <remarks>The rules of <c>Double.toString</c> in Java's documentation.</remarks>
internal static class JavaNumber
{
    private const int PlainExponentMin = -3;
    private const int PlainExponentMax = 6;

    public static string Of(double number) =>
        Special(number) ?? Arrange(number.ToString("R", CultureInfo.InvariantCulture));

    public static string Of(float number) =>
        Special(number) ?? Arrange(number.ToString("R", CultureInfo.InvariantCulture));

    private static string? Special(double number) => number switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        0 => double.IsNegative(number) ? "-0.0" : "0.0",
        _ => null,
    };

    /// <param name="shortest">The fewest digits that tell the number, in any notation, such as <c>-1.5E-07</c>.</param>
    private static string Arrange(string shortest)
    {
        string sign = shortest[0] == '-' ? "-" : "";
        string[] parts = shortest[sign.Length..].Split('E');
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        int wholeDigits = point < 0 ? parts[0].Length : point;
        string all = parts[0].Replace(".", "", StringComparison.Ordinal);
        string digits = all.TrimStart('0');
        int exponent = wholeDigits - 1 - (all.Length - digits.Length)
            + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        digits = digits.TrimEnd('0');
        return exponent is < PlainExponentMin or > PlainExponentMax
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}.{OrZero(digits[1..])}E{exponent}")
            : sign + Plain(digits, exponent);
    }

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        string whole = digits.PadRight(exponent + 1, '0');
        return $"{whole[..(exponent + 1)]}.{OrZero(whole[(exponent + 1)..])}";
    }

    private static string OrZero(string fraction) => fraction.Length == 0 ? "0" : fraction;
}
