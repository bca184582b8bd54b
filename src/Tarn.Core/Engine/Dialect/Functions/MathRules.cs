using Tarn.Engine.Dialect.Functions.Numbers;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>Numbers ("Mathematical functions and operators").</summary>
internal static class MathRules
{
    // Trino follows IEEE 754 where the engine raises errors: a root of -1 is NaN, the logarithm of 0 is -Infinity.
    private const string Templates = """
        ceil/1 integer = ({0})
        ceiling/1 integer = ({0})
        floor/1 integer = ({0})
        ceiling/1 = ceil({0})
        truncate/1-2 = trunc({0*})
        sign/1 double = list_transform([CAST({0} AS DOUBLE)],
            lambda tarn_a: CASE WHEN isnan(tarn_a) THEN tarn_a ELSE CAST(sign(tarn_a) AS DOUBLE) END)[1]
        sqrt/1 = list_transform([CAST({0} AS DOUBLE)],
            lambda tarn_a: CASE WHEN tarn_a < 0 THEN CAST('NaN' AS DOUBLE) ELSE sqrt(tarn_a) END)[1]
        ln/1 = list_transform([CAST({0} AS DOUBLE)], lambda tarn_a: CASE WHEN tarn_a > 0 THEN ln(tarn_a)
            WHEN tarn_a = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN tarn_a < 0 THEN CAST('NaN' AS DOUBLE) END)[1]
        log2/1 = list_transform([CAST({0} AS DOUBLE)], lambda tarn_a: CASE WHEN tarn_a > 0 THEN log2(tarn_a)
            WHEN tarn_a = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN tarn_a < 0 THEN CAST('NaN' AS DOUBLE) END)[1]
        log10/1 = list_transform([CAST({0} AS DOUBLE)], lambda tarn_a: CASE WHEN tarn_a > 0 THEN log10(tarn_a)
            WHEN tarn_a = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN tarn_a < 0 THEN CAST('NaN' AS DOUBLE) END)[1]
        cbrt/1 = tarn_cbrt({0})
        log/2 = tarn_log({0}, {1})
        acos/1 = list_transform([CAST({0} AS DOUBLE)], lambda tarn_a: CASE WHEN tarn_a BETWEEN -1 AND 1
            THEN acos(tarn_a) WHEN tarn_a IS NOT NULL THEN CAST('NaN' AS DOUBLE) END)[1]
        asin/1 = list_transform([CAST({0} AS DOUBLE)], lambda tarn_a: CASE WHEN tarn_a BETWEEN -1 AND 1
            THEN asin(tarn_a) WHEN tarn_a IS NOT NULL THEN CAST('NaN' AS DOUBLE) END)[1]
        sin/1 = list_transform([CAST({0} AS DOUBLE)], lambda tarn_a: CASE WHEN isfinite(tarn_a)
            THEN sin(tarn_a) WHEN tarn_a IS NOT NULL THEN CAST('NaN' AS DOUBLE) END)[1]
        cos/1 = list_transform([CAST({0} AS DOUBLE)], lambda tarn_a: CASE WHEN isfinite(tarn_a)
            THEN cos(tarn_a) WHEN tarn_a IS NOT NULL THEN CAST('NaN' AS DOUBLE) END)[1]
        tan/1 = list_transform([CAST({0} AS DOUBLE)], lambda tarn_a: CASE WHEN isfinite(tarn_a)
            THEN tan(tarn_a) WHEN tarn_a IS NOT NULL THEN CAST('NaN' AS DOUBLE) END)[1]
        e/0 = CAST('2.718281828459045' AS DOUBLE)
        infinity/0 = CAST('Infinity' AS DOUBLE)
        nan/0 = CAST('NaN' AS DOUBLE)
        is_nan/1 = isnan(CAST({0} AS DOUBLE))
        is_finite/1 = isfinite(CAST({0} AS DOUBLE))
        is_infinite/1 = isinf(CAST({0} AS DOUBLE))
        rand/0 = random()
        rand/1 = CAST(floor(random() * tarn_random_bound({0})) AS BIGINT)
        random/1 = CAST(floor(random() * tarn_random_bound({0})) AS BIGINT)
        rand/2 = (({0}) + CAST(floor(random() * tarn_random_range({0}, {1})) AS BIGINT))
        random/2 = (({0}) + CAST(floor(random() * tarn_random_range({0}, {1})) AS BIGINT))
        bitwise_and/2 = (CAST({0} AS BIGINT) & CAST({1} AS BIGINT))
        bitwise_or/2 = (CAST({0} AS BIGINT) | CAST({1} AS BIGINT))
        bitwise_xor/2 = xor(CAST({0} AS BIGINT), CAST({1} AS BIGINT))
        bitwise_not/1 = (~CAST({0} AS BIGINT))
        bit_count/2 = tarn_bit_count({0}, {1})
        from_base/2 = tarn_from_base({0}, {1})
        to_base/2 = tarn_to_base({0}, {1})
        width_bucket/4 = tarn_width_bucket({0}, {1}, {2}, {3})
        width_bucket/2 = tarn_width_bucket_of_bins({0}, {1})
        cosine_similarity/2 list,list = tarn_cosine_of_arrays({0}, {1})
        cosine_similarity/2 = tarn_cosine_of_maps({0}, {1})
        cosine_distance/2 list,list = (1 - tarn_cosine_of_arrays({0}, {1}))
        cosine_distance/2 = (1 - tarn_cosine_of_maps({0}, {1}))
        normal_cdf/3 = tarn_normal_cdf({0}, {1}, {2})
        inverse_normal_cdf/3 = tarn_inverse_normal_cdf({0}, {1}, {2})
        beta_cdf/3 = tarn_beta_cdf({0}, {1}, {2})
        inverse_beta_cdf/3 = tarn_inverse_beta_cdf({0}, {1}, {2})
        t_cdf/2 = tarn_t_cdf({0}, {1})
        t_pdf/2 = tarn_t_pdf({0}, {1})
        wilson_interval_lower/3 = tarn_wilson_interval_lower({0}, {1}, {2})
        wilson_interval_upper/3 = tarn_wilson_interval_upper({0}, {1}, {2})
        greatest/2+ = list_transform([[{0*}]],
            lambda tarn_a: CASE WHEN len(tarn_a) = list_count(tarn_a) THEN list_max(tarn_a) END)[1]
        least/2+ = list_transform([[{0*}]],
            lambda tarn_a: CASE WHEN len(tarn_a) = list_count(tarn_a) THEN list_min(tarn_a) END)[1]
        """;

    public static RuleTable Table { get; } = new(
        Templates,
        [
            new BitShiftRule("bitwise_left_shift", "tarn_shift_left"),
            new BitShiftRule("bitwise_right_shift", "tarn_shift_right"),
            new BitShiftRule("bitwise_right_shift_arithmetic", "tarn_shift_right_arithmetic"),
        ],
        [
            CubeRoot.Function,
            OwnFunction.OfDoubles("tarn_log", 2, v => Math.Log(v[1]) / Math.Log(v[0])),
            .. Bases.Functions, .. Bits.Functions, .. Buckets.Functions, .. Distributions.Functions,
            .. RandomRange.Functions, .. Similarity.Functions,
        ]);
}
