namespace Tarn.Engine.Dialect.Functions;

/// <summary>Conversions that differ from the engine's ("Conversion functions", "Casting to/from JSON").</summary>
internal static class CastRules
{
    private const string Templates = """
        cast:json/1 json = {0}
        cast:json/1 = list_transform([{0}], lambda tarn_v: CASE WHEN tarn_v IS NOT NULL THEN to_json(tarn_v) END)[1]
        cast:ipaddress/1 = tarn_ip({0})
        cast:varbinary/1 text = encode({0})
        cast:varchar/1 json = ({0} ->> '$')
        cast:varchar/1 decimal = tarn_decimal_text(CAST({0} AS VARCHAR))
        cast:varchar/1 blob = decode({0})
        """;

    public static RuleTable Table { get; } = new(
        Templates, [new TruncatingCastRule("varchar"), new TruncatingCastRule("char")], [DecimalText.Function]);
}
