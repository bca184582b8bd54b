using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>What the rules of arrays let through or refuse: positions, lengths, sizes.</summary>
internal static class ArrayChecks
{
    private static readonly EngineType Lists = EngineType.List(EngineType.List(OwnTypes.Bigint));

    public static IReadOnlyList<ScalarFunction> Functions { get; } =
    [
        new("tarn_combinations", [OwnTypes.Bigint, OwnTypes.Bigint], Lists, Combinations.Of),
        OfOne("tarn_positive", value => value > 0, "N must be positive"),
        OfOne("tarn_not_zero", value => value != 0, "SQL array indices start at 1"),
        OfOne("tarn_not_negative", value => value >= 0, "length must be greater than or equal to 0"),
        OfTwo("tarn_trimmed", (length, count) => length >= count
            ? length - count
            : throw FunctionError.InvalidArgument("size must not exceed array cardinality")),
        OfTwo("tarn_subscript", (index, length) =>
            throw FunctionError.InvalidArgument(SubscriptProblem(index, length))),
    ];

    private static ScalarFunction OfOne(string name, Func<long, bool> isAllowed, string problem) => new(
        name,
        [OwnTypes.Bigint],
        OwnTypes.Bigint,
        values => isAllowed((long)values[0]!) ? values[0] : throw FunctionError.InvalidArgument(problem));

    private static ScalarFunction OfTwo(string name, Func<long, long, object?> body) => new(
        name,
        [OwnTypes.Bigint, OwnTypes.Bigint],
        OwnTypes.Bigint,
        values => body((long)values[0]!, (long)values[1]!));

    private static string SubscriptProblem(long index, long length) => index switch
    {
        0 => "SQL array indices start at 1",
        < 0 => FormattableString.Invariant($"Array subscript is negative: {index}"),
        _ => FormattableString.Invariant(
            $"Array subscript must be less than or equal to array length: {index} > {length}"),
    };
}
