using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Conversion;

/// <summary>Large numbers with a unit.</summary>
internal static partial class SizeTexts
{
    private const int Kilobyte = 1024;
    private const double Thousand = 1000;

    private static readonly string[] DataUnits = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
    private static readonly string[] NumberUnits = ["", "K", "M", "B", "T", "Q"];

    public static IReadOnlyList<ScalarFunction> Functions { get; } =
    [
        OwnFunction.Returning(
            OwnTypes.Varchar,
            "tarn_parse_data_size",
            [OwnTypes.Varchar],
            values => ParseBytes(OwnFunction.String(values[0])).ToString(CultureInfo.InvariantCulture)),
        OwnFunction.Returning(
            OwnTypes.Varchar,
            "tarn_format_number",
            [OwnTypes.Bigint],
            values => Shorten(OwnFunction.WholeNumber(values[0]))),
    ];

    private static BigInteger ParseBytes(string text)
    {
        Match match = DataSize().Match(text);
        int unit = match.Success ? Array.IndexOf(DataUnits, match.Groups["unit"].Value) : -1;
        FunctionError.Require(unit >= 0, $"Invalid data size: '{text}'");
        string fraction = match.Groups["fraction"].Value;
        BigInteger digits = BigInteger.Parse(match.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture);
        BigInteger bytes = digits * BigInteger.Pow(Kilobyte, unit) / BigInteger.Pow(10, fraction.Length);
        return bytes < BigInteger.Pow(10, 38)
            ? bytes
            : throw FunctionError.OutOfRange($"Value out of range: '{text}' (\"{bytes}B\")");
    }

    /// <summary>Three digits that count, and the unit.</summary>
    private static string Shorten(long value)
    {
        double number = value;
        int unit = 0;
        while (Math.Abs(number) >= Thousand && unit < NumberUnits.Length - 1)
        {
            number /= Thousand;
            unit++;
        }

        int digits = number < 10 ? 2 : number < 100 ? 1 : 0;
        decimal rounded = Math.Round((decimal)number, digits, MidpointRounding.AwayFromZero);
        return rounded.ToString("0.##", CultureInfo.InvariantCulture) + NumberUnits[unit];
    }

    [GeneratedRegex(
        @"^\s*(?<whole>\d+)(?:\.(?<fraction>\d+))?\s*(?<unit>[a-zA-Z]+)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex DataSize();
}
