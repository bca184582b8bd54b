using Tarn.Engine.Dialect.Functions.Conversion;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>
/// Formats, names of types, and casts ("Conversion functions"). Rules named <c>cast:type</c> are for the value of
/// <c>CAST(x AS type)</c>; casts without one are the engine's.
/// </summary>
internal static class ConversionRules
{
    private const string Templates = """
        format_number/1 = tarn_format_number(CAST(trunc({0}) AS BIGINT))
        parse_data_size/1 = CAST(tarn_parse_data_size({0}) AS DECIMAL(38, 0))
        cast:varchar/1 double = tarn_number_text({0})
        cast:varchar/1 timestamp = left(strftime({0}, '%Y-%m-%d %H:%M:%S.%f'), {#0})
        cast:varchar/1 instant = (left(strftime(CAST({@0} AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%f'), {#0})
            || ' ' || {%0})
        cast:varchar/1 time = left(strftime(DATE '1970-01-01' + {0}, '%H:%M:%S.%f'), {#0} - 11)
        cast:varchar/1 interval = tarn_interval_text({0})
        cast:date/1 = CAST({@0} AS DATE)
        cast:boolean/1 text = tarn_boolean({0})
        """;

    // The engine takes an offset only when no blank stands before it.
    private const string InstantOfText =
        @"CAST(regexp_replace({0}, '\s+([+-]\d\d?(:?\d\d)?)\s*$', '\1') AS TIMESTAMPTZ)";

    private static readonly string[] WholeTypes = ["tinyint", "smallint", "integer", "int", "bigint"];

    public static RuleTable Table { get; } = new(
        Templates,
        [
            new TypeOfRule(),
            new FormatCallRule(),
            new PrecisionCastRule("timestamp", "CAST({@0} AS TIMESTAMP)", "{0}"),
            new PrecisionCastRule("time", "CAST({@0} AS TIME)", "CAST({0} AS TIME)"),
            new TemplateRule("cast:timestamp with time zone", 1, 1, InstantOfText) { Classes = ["text"] },
            .. WholeTypes.SelectMany(WholeNumbers),
        ],
        [
            OwnFunction.Returning(OwnTypes.Varchar, "tarn_format", [OwnTypes.Varchar], JavaFormat.Format) with
            {
                VarArgs = OwnTypes.Any,
                TakesNulls = true,
            },
            .. SizeTexts.Functions, .. CastTexts.Functions,
        ]);

    /// <summary>From doubles rounded half away from zero, from texts of digits only.</summary>
    private static IEnumerable<CallRule> WholeNumbers(string type)
    {
        string name = type.ToUpperInvariant();
        yield return new TemplateRule($"cast:{type}", 1, 1, $"CAST(round({{0}}) AS {name})") { Classes = ["double"] };
        yield return new TemplateRule(
            $"cast:{type}",
            1,
            1,
            $"CAST(list_transform([{{0}}], lambda tarn_a: CASE WHEN regexp_full_match(tarn_a, '[+-]?[0-9]+') "
                + $"THEN tarn_a ELSE tarn_refuse_cast(tarn_a, '{name}') END)[1] AS {name})")
        {
            Classes = ["text"],
        };
    }
}
