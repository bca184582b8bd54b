using System.Globalization;
using System.Numerics;

namespace Tarn.Tables.Pruning;

/// <summary>Whole and decimal numbers from their text, with all their digits.</summary>
internal static class ExactText
{
    private const int LengthMax = 80;

    /// <summary>
    /// Null for anything but digits with an optional sign and point: exponents come from writers that round.
    /// </summary>
    public static Comparand.Exact? Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            return new Comparand.Exact(whole, 0);
        }

        int point = text.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? text : text.Remove(point, 1);
        int scale = point < 0 ? 0 : text.Length - point - 1;
        return text.Length <= LengthMax
            && BigInteger.TryParse(
                digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger unscaled)
                ? new Comparand.Exact(unscaled, scale)
                : null;
    }
}
