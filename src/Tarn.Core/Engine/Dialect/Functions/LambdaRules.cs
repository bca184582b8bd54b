namespace Tarn.Engine.Dialect.Functions;

/// <summary>Functions of arrays that take a lambda ("Lambda expressions", "Array functions and operators").</summary>
internal static class LambdaRules
{
    private const string Templates = """
        transform/2 = list_transform({0}, {1})
        filter/2 = list_filter({0}, {1})
        any_match/2 = list_transform([CAST(list_transform({0}, {1}) AS BOOLEAN[])], lambda tarn_b:
          CASE WHEN list_contains(tarn_b, true) THEN true
          WHEN tarn_b IS NOT NULL AND list_position(tarn_b, NULL) IS NULL THEN false END)[1]
        all_match/2 = list_transform([CAST(list_transform({0}, {1}) AS BOOLEAN[])], lambda tarn_b:
          CASE WHEN list_contains(tarn_b, false) THEN false
          WHEN tarn_b IS NOT NULL AND list_position(tarn_b, NULL) IS NULL THEN true END)[1]
        none_match/2 = list_transform([CAST(list_transform({0}, {1}) AS BOOLEAN[])], lambda tarn_b:
          CASE WHEN list_contains(tarn_b, true) THEN false
          WHEN tarn_b IS NOT NULL AND list_position(tarn_b, NULL) IS NULL THEN true END)[1]
        reduce/4 = list_transform([list_reduce({0}, {2}, {1})], {3})[1]
        """;

    public static RuleTable Table { get; } = new(Templates, [], []);
}
