using System.Collections.Frozen;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>Units of <c>date_add</c>, <c>date_diff</c> and <c>date_trunc</c>, by what they are used on.</summary>
internal static class DatetimeUnits
{
    public const string Date = "DATE";
    public const string Time = "Time";
    public const string Timestamp = "Timestamp";

    private static readonly FrozenSet<string> OfDates =
        new[] { "day", "week", "month", "quarter", "year" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfTimes =
        new[] { "millisecond", "second", "minute", "hour" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The unit in lower case, or an error.</summary>
    public static ScalarFunction Function { get; } = OwnFunction.Returning(
        OwnTypes.Varchar,
        "tarn_datetime_unit",
        [OwnTypes.Varchar, OwnTypes.Varchar],
        values =>
        {
            string unit = OwnFunction.String(values[0]).ToLowerInvariant();
            string type = OwnFunction.String(values[1]);
            FunctionError.Require(IsUnit(unit, type), $"'{unit}' is not a valid {type} field");
            return unit;
        });

    /// <param name="unit">In lower case.</param>
    /// <param name="type">One of the constants.</param>
    public static bool IsUnit(string unit, string type) =>
        (type != Time && OfDates.Contains(unit)) || (type != Date && OfTimes.Contains(unit));
}
