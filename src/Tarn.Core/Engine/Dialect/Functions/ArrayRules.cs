namespace Tarn.Engine.Dialect.Functions;

/// <summary>Arrays ("Array functions and operators").</summary>
internal static class ArrayRules
{
    // Names with tarn_ cannot be those of the user's columns, which templates put into lambdas.
    private const string Templates = """
        cardinality/1 map = cardinality({0})
        cardinality/1 = len({0})
        array_distinct/1 = list_transform([{0}], lambda tarn_a: list_filter(tarn_a, lambda tarn_x, tarn_i: list_position(tarn_a, tarn_x) = tarn_i))[1]
        array_union/2 = list_transform([list_concat({0}, {1})], lambda tarn_a: list_filter(tarn_a, lambda tarn_x, tarn_i: list_position(tarn_a, tarn_x) = tarn_i))[1]
        """;

    public static RuleTable Table { get; } = new(Templates, [], []);
}
