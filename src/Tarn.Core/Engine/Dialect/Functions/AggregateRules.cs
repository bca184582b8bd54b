namespace Tarn.Engine.Dialect.Functions;

/// <summary>Aggregates and window functions ("Aggregate functions").</summary>
internal static class AggregateRules
{
    private const string Templates = """
        any_value/1 = any_value({0})
        arbitrary/1 = any_value({0})
        approx_distinct/1-2 = approx_count_distinct({0})
        approx_percentile/2 = approx_quantile({0}, {1})
        bitwise_and_agg/1 = bit_and({0})
        bitwise_or_agg/1 = bit_or({0})
        bitwise_xor_agg/1 = bit_xor({0})
        count_if/1 = CAST(count_if({0}){~} AS BIGINT)
        every/1 = bool_and({0})
        entropy/1 = (log2(sum({0}){~}) - sum(CASE WHEN {0} > 0 THEN {0} * log2({0}) ELSE 0 END){~} / sum({0}){~})
        """;

    public static RuleTable Table { get; } = new(Templates, [new DecimalAverageRule(), new ListAggRule()], []);
}
