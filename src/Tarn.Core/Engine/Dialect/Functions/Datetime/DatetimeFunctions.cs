using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>Functions of ours for dates and times. Those that read give a text that the engine then casts.</summary>
internal static class DatetimeFunctions
{
    private const int MillisecondDigits = 3;
    private const int MicrosecondDigits = 6;

    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        OwnFunction.Returning(
            OwnTypes.Varchar,
            "tarn_date_format",
            [OwnTypes.Bigint, OwnTypes.Varchar],
            values => DatetimeWriter.Write(
                PatternCache.MySql.Get(OwnFunction.String(values[1])), OwnFunction.WholeNumber(values[0]), null, 0)),
        OwnFunction.Returning(
            OwnTypes.Varchar,
            "tarn_format_datetime",
            [OwnTypes.Bigint, OwnTypes.Varchar, OwnTypes.Varchar, OwnTypes.Bigint],
            values => DatetimeWriter.Write(
                PatternCache.Joda.Get(OwnFunction.String(values[1])),
                OwnFunction.WholeNumber(values[0]),
                OwnFunction.String(values[2]) is { Length: > 0 } zone ? zone : null,
                OwnFunction.WholeNumber(values[3]))),
        OfText("tarn_from_iso8601", text => IsoText.ReadTimestamp(text, MillisecondDigits)),
        OfText("tarn_from_iso8601_nanos", text => IsoText.ReadTimestamp(text, MicrosecondDigits)),
        OfText("tarn_from_iso8601_date", IsoText.ReadDate),
        Reader("tarn_date_parse", PatternCache.MySql),
        Reader("tarn_parse_datetime", PatternCache.Joda),
        OwnFunction.Returning(
            OwnTypes.Varchar,
            "tarn_iso_offset",
            [OwnTypes.Bigint],
            values => values[0] is not 0L and long minutes ? IsoText.Offset(minutes, ":") : "Z"),
        DatetimeUnits.Function,
        .. Durations.Functions,
    ];

    private static ScalarFunction OfText(string name, Func<string, string> read) => OwnFunction.Returning(
        OwnTypes.Varchar, name, [OwnTypes.Varchar], values => read(OwnFunction.String(values[0])));

    private static ScalarFunction Reader(string name, PatternCache patterns) => OwnFunction.Returning(
        OwnTypes.Varchar,
        name,
        [OwnTypes.Varchar, OwnTypes.Varchar],
        values => DatetimeReader.Read(patterns.Get(OwnFunction.String(values[1])), OwnFunction.String(values[0])));
}
