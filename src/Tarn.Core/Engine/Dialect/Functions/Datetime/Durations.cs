using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>Lengths of time as people write and read them.</summary>
internal static partial class Durations
{
    private static readonly (string Unit, double Milliseconds)[] Units =
    [
        ("ns", 1e-6), ("us", 1e-3), ("ms", 1), ("s", 1e3), ("m", 6e4), ("h", 3.6e6), ("d", 8.64e7),
    ];

    private static readonly (string Unit, long Seconds)[] Names =
    [
        ("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1),
    ];

    public static IReadOnlyList<ScalarFunction> Functions { get; } =
    [
        OwnFunction.Returning(
            OwnTypes.Double,
            "tarn_parse_duration",
            [OwnTypes.Varchar],
            values => ParseMilliseconds(OwnFunction.String(values[0]))),
        OwnFunction.Returning(
            OwnTypes.Varchar,
            "tarn_human_readable_seconds",
            [OwnTypes.Double],
            values => Describe(OwnFunction.Number(values[0]))),
    ];

    private static double ParseMilliseconds(string text)
    {
        Match match = Pattern().Match(text);
        FunctionError.Require(match.Success, $"duration is not a valid data duration string: {text}");
        double milliseconds = Array.Find(Units, unit => unit.Unit == match.Groups[2].Value).Milliseconds;
        FunctionError.Require(milliseconds > 0, $"Unknown time unit: {match.Groups[2].Value}");
        double value = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return Math.Floor((value * milliseconds) + 0.5);
    }

    private static string Describe(double value)
    {
        FunctionError.Require(
            double.IsFinite(value), string.Create(CultureInfo.InvariantCulture, $"Invalid argument found: {value}"));
        long rest = (long)Math.Abs(Math.Floor(value + 0.5));
        List<string> parts = [];
        foreach ((string unit, long seconds) in Names)
        {
            long count = rest / seconds;
            rest %= seconds;
            if (count > 0 || (seconds == 1 && parts.Count == 0))
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}"));
            }
        }

        return string.Join(", ", parts);
    }

    [GeneratedRegex(@"^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
