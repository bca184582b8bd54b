using Tarn.Engine.Dialect.Functions.Strings;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>Text ("String functions and operators").</summary>
internal static class StringRules
{
    // NULL and the arguments that need no check go straight to the engine.
    private const string Templates = """
        codepoint/1 = tarn_codepoint({0})
        concat_ws/2 *,list = CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL
         THEN coalesce(array_to_string({1}, {0}), '') END
        concat_ws/1 = CASE WHEN {0} IS NOT NULL THEN '' END
        from_utf8/1 = tarn_from_utf8({0}, chr(65533))
        from_utf8/2 *,integer = tarn_from_utf8({0}, chr(CAST({1} AS INTEGER)))
        from_utf8/2 = tarn_from_utf8({0}, {1})
        hamming_distance/2 = tarn_hamming_distance({0}, {1})
        length/1 blob = octet_length({0})
        length/1 = length({0})
        levenshtein_distance/2 = tarn_levenshtein_distance({0}, {1})
        lpad/3 blob = tarn_lpad({0}, {1}, {2})
        lpad/3 = lpad({0}, CAST(tarn_length_from_0({1}) AS INTEGER), tarn_filled({2}, 'Padding string'))
        luhn_check/1 = tarn_luhn_check({0})
        replace/2 = replace({0}, {1}, '')
        reverse/1 blob = tarn_reverse({0})
        reverse/1 text = reverse({0})
        rpad/3 blob = tarn_rpad({0}, {1}, {2})
        rpad/3 = rpad({0}, CAST(tarn_length_from_0({1}) AS INTEGER), tarn_filled({2}, 'Padding string'))
        soundex/1 = tarn_soundex({0})
        split/2 = string_split({0}, tarn_filled({1}, 'delimiter'))
        split/3 = tarn_split({0}, {1}, {2})
        split_part/3 = (string_split({0}, {1}))[tarn_index_from_1({2})]
        split_to_map/3 = tarn_split_to_map({0}, {1}, {2})
        split_to_multimap/3 = tarn_split_to_multimap({0}, {1}, {2})
        strpos/3 = tarn_strpos({0}, {1}, {2})
        to_utf8/1 = encode({0})
        word_stem/1 = tarn_word_stem({0}, 'en')
        word_stem/2 = tarn_word_stem({0}, {1})
        """;

    public static RuleTable Table { get; } = new(
        Templates,
        [
            new ConcatRule(), new NormalizeRule(), new ReplaceRule(), new SubstringRule("substr"),
            new SubstringRule("substring"), new SplitToMapRule(), .. TrimRule.All,
        ],
        [.. ArgumentChecks.All, .. TextFunctions.All, .. Splitting.All, .. TextDistance.All, .. TextCodes.All]);
}
