using System.Globalization;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Numbers;

/// <summary>Checks the bounds of <c>random(m, n)</c>; drawing is the engine's.</summary>
internal static class RandomRange
{
    public static IReadOnlyList<ScalarFunction> Functions { get; } =
    [
        OwnFunction.Returning(
            OwnTypes.Bigint,
            "tarn_random_bound",
            [OwnTypes.Bigint],
            values =>
            {
                FunctionError.Require(OwnFunction.WholeNumber(values[0]) > 0, "bound must be positive");
                return values[0];
            }),
        OwnFunction.Returning(
            OwnTypes.Bigint,
            "tarn_random_range",
            [OwnTypes.Bigint, OwnTypes.Bigint],
            values => Size(OwnFunction.WholeNumber(values[0]), OwnFunction.WholeNumber(values[1]))),
    ];

    private static long Size(long start, long stop)
    {
        FunctionError.Require(
            start < stop,
            string.Create(
                CultureInfo.InvariantCulture, $"start value ({start}) must be less than stop value ({stop})"));
        return stop - start;
    }
}
