using System.Globalization;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Tarn.Engine.Values;

namespace Tarn.Engine.Dialect.Functions.Conversion;

/// <summary>Casts that Trino defines otherwise than the engine.</summary>
internal static class CastTexts
{
    public static IReadOnlyList<ScalarFunction> Functions { get; } =
    [
        OwnFunction.Returning(
            OwnTypes.Varchar, "tarn_number_text", [OwnTypes.Any], values => JavaNumber.Text(values[0]!)),
        OwnFunction.Returning(
            OwnTypes.Varchar, "tarn_interval_text", [OwnTypes.Any], values => Interval((EngineInterval)values[0]!)),
        OwnFunction.Returning(
            new EngineType(EngineTypeKind.Boolean),
            "tarn_boolean",
            [OwnTypes.Varchar],
            values => Boolean(OwnFunction.String(values[0]))),
        OwnFunction.Returning(
            OwnTypes.Varchar,
            "tarn_refuse_cast",
            [OwnTypes.Varchar, OwnTypes.Varchar],
            values => throw Refused(OwnFunction.String(values[0]), OwnFunction.String(values[1]))),
    ];

    private static InvalidOperationException Refused(string text, string type) =>
        new($"INVALID_CAST_ARGUMENT: Cannot cast '{text}' to {(type == "INTEGER" ? "INT" : type)}");

    private static bool Boolean(string text) => text.ToUpperInvariant() switch
    {
        "T" or "TRUE" or "1" => true,
        "F" or "FALSE" or "0" => false,
        _ => throw Refused(text, "BOOLEAN"),
    };

    /// <summary><c>2-3</c> for years and months, <c>1 02:03:04.005</c> for days and less.</summary>
    private static string Interval(EngineInterval interval)
    {
        if (interval.Months != 0)
        {
            int months = Math.Abs(interval.Months);
            string monthsSign = interval.Months < 0 ? "-" : "";
            return string.Create(CultureInfo.InvariantCulture, $"{monthsSign}{months / 12}-{months % 12}");
        }

        TimeSpan span = TimeSpan.FromDays(interval.Days) + TimeSpan.FromMicroseconds(interval.Microseconds);
        string sign = span < TimeSpan.Zero ? "-" : "";
        return sign + span.Duration().ToString(@"d\ hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
    }
}
