using Tarn.Engine.Dialect.Functions.Datetime;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>Dates, times, instants and intervals ("Date and time functions and operators").</summary>
internal static class DatetimeRules
{
    private const string Templates = """
        current_timestamp/0-1 = now()
        current_time/1 = current_time
        localtimestamp/0-1 = localtimestamp
        localtime/0-1 = localtime
        current_timezone/0 = current_setting('TimeZone')
        date/1 = CAST({@0} AS DATE)
        last_day_of_month/1 = last_day(CAST({@0} AS DATE))
        to_unixtime/1 = epoch(CAST({0} AS TIMESTAMPTZ))
        from_unixtime/1 = make_timestamptz(CAST(floor(CAST({0} AS DOUBLE) * 1000 + 0.5) AS BIGINT) * 1000)
        from_unixtime_nanos/1 = make_timestamptz(CAST(
            (CAST({0} AS HUGEINT) - ((CAST({0} AS HUGEINT) % 1000) + 1000) % 1000) // 1000 AS BIGINT))
        from_iso8601_timestamp/1 = CAST(tarn_from_iso8601({0}) AS TIMESTAMPTZ)
        from_iso8601_timestamp_nanos/1 = CAST(tarn_from_iso8601_nanos({0}) AS TIMESTAMPTZ)
        from_iso8601_date/1 = CAST(tarn_from_iso8601_date({0}) AS DATE)
        to_iso8601/1 date = strftime({0}, '%Y-%m-%d')
        to_iso8601/1 instant = (left(strftime(CAST({@0} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%f'), {#0})
            || tarn_iso_offset(datesub('minute', timezone('UTC', {0}), CAST({@0} AS TIMESTAMP))))
        to_iso8601/1 = left(strftime(CAST({0} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%f'), {#0})
        parse_duration/1 = to_milliseconds(tarn_parse_duration({0}))
        human_readable_seconds/1 = tarn_human_readable_seconds({0})
        to_milliseconds/1 interval = epoch_ms({0})
        """;

    private const string ToLocal = "datesub('minute', timezone('UTC', {0}), CAST({@0} AS TIMESTAMP))";

    private const string OfTime = "date_part('timezone', {0})";

    private const string Difference = "datesub({u}, {1}, {2})";

    private const string Added = " + {n} * CAST('1 ' || {u} AS INTERVAL)";

    public static RuleTable Table { get; } = new(
        Templates,
        [
            .. Fields("year", "year({@0})"),
            .. Fields("quarter", "quarter({@0})"),
            .. Fields("month", "month({@0})"),
            .. Fields("week week_of_year", "week({@0})"),
            .. Fields("day day_of_month", "day({@0})", "(day({0}) + hour({0}) // 24)"),
            .. Fields("day_of_week dow", "isodow({@0})"),
            .. Fields("day_of_year doy", "dayofyear({@0})"),
            .. Fields("year_of_week yow", "isoyear({@0})"),
            .. Fields("hour", "(hour({@0}) % 24)"),
            .. Fields("minute", "minute({@0})"),
            .. Fields("second", "second({@0})"),
            .. Fields("millisecond", "(millisecond({@0}) % 1000)"),
            new FieldRule("timezone_hour", $"({ToLocal} // 60)") { TimeTemplate = $"({OfTime} // 3600)" },
            new FieldRule("timezone_minute", $"({ToLocal} % 60)") { TimeTemplate = $"({OfTime} // 60 % 60)" },
            new ExtractRule(),
            new UnitRule("date_add", 3, DatetimeUnits.Date, "CAST({2}" + Added + " AS DATE)")
            {
                Classes = ["*", "*", "date"],
            },
            new UnitRule("date_add", 3, DatetimeUnits.Time, "({2}" + Added + ")") { Classes = ["*", "*", "time"] },
            new LocalArithmeticRule("date_add", 3, "({@2}" + Added + ")"),
            new UnitRule("date_diff", 3, DatetimeUnits.Date, Difference) { Classes = ["*", "date", "date"] },
            new UnitRule("date_diff", 3, DatetimeUnits.Time, Difference) { Classes = ["*", "time", "time"] },
            new UnitRule("date_diff", 3, DatetimeUnits.Timestamp, Difference),
            new UnitRule("date_trunc", 2, DatetimeUnits.Date, "CAST(date_trunc({u}, {1}) AS DATE)")
            {
                Classes = ["*", "date"],
            },
            new UnitRule(
                "date_trunc", 2, DatetimeUnits.Time, "CAST(date_trunc({u}, DATE '1970-01-01' + {1}) AS TIME)")
            {
                Classes = ["*", "time"],
            },
            new LocalArithmeticRule("date_trunc", 2, "date_trunc({u}, {@1})"),
            new ZoneRule("at_timezone", 2, "CAST({0} AS TIMESTAMPTZ)"),
            new ZoneRule(
                "from_unixtime", 3, "make_timestamptz(CAST(floor(CAST({0} AS DOUBLE) * 1000 + 0.5) AS BIGINT) * 1000)"),
            new WithTimezoneRule(),
            new FormatRule(
                "date_format",
                PatternCache.MySql,
                StrftimePattern.ForWriting,
                "strftime(CAST({@0} AS TIMESTAMP), {f})",
                "tarn_date_format(epoch_us(CAST({@0} AS TIMESTAMP)), {1})"),
            new FormatRule(
                "date_parse",
                PatternCache.MySql,
                StrftimePattern.ForReading,
                "strptime(CAST({0} AS VARCHAR), {f})",
                "CAST(tarn_date_parse({0}, {1}) AS TIMESTAMP)"),
            new FormatRule(
                "format_datetime",
                PatternCache.Joda,
                StrftimePattern.ForWriting,
                "strftime(CAST({@0} AS TIMESTAMP), {f})",
                "tarn_format_datetime(epoch_us(CAST({@0} AS TIMESTAMP)), {1}, {%0}, "
                    + "datesub('minute', timezone('UTC', CAST({0} AS TIMESTAMPTZ)), CAST({@0} AS TIMESTAMP)))")
            {
                Classes = ["instant"],
            },
            new FormatRule(
                "format_datetime",
                PatternCache.Joda,
                StrftimePattern.ForWriting,
                "strftime(CAST({@0} AS TIMESTAMP), {f})",
                "tarn_format_datetime(epoch_us(CAST({@0} AS TIMESTAMP)), {1}, '', 0)"),
            new FormatRule(
                "parse_datetime",
                PatternCache.Joda,
                _ => null,
                "",
                "CAST(tarn_parse_datetime({0}, {1}) AS TIMESTAMPTZ)"),
        ],
        DatetimeFunctions.All);

    private static IEnumerable<FieldRule> Fields(string names, string template, string? ofIntervals = null) =>
        names.Split(' ').Select(name => new FieldRule(name, template) { IntervalTemplate = ofIntervals });
}
