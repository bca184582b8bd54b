using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Numbers;

/// <summary>Distribution functions and the Wilson score interval.</summary>
internal static class Distributions
{
    private const double Accuracy = 1e-14;
    private const int IterationsMax = 1000;

    public static IReadOnlyList<ScalarFunction> Functions { get; } =
    [
        OwnFunction.OfDoubles("tarn_normal_cdf", 3, v => NormalCdf(v[0], v[1], v[2])),
        OwnFunction.OfDoubles("tarn_inverse_normal_cdf", 3, v => InverseNormalCdf(v[0], v[1], v[2])),
        OwnFunction.OfDoubles("tarn_beta_cdf", 3, v => BetaCdf(v[0], v[1], v[2])),
        OwnFunction.OfDoubles("tarn_inverse_beta_cdf", 3, v => InverseBetaCdf(v[0], v[1], v[2])),
        OwnFunction.OfDoubles("tarn_t_cdf", 2, v => StudentT.CDF(0, 1, Degrees(v[1]), v[0])),
        OwnFunction.OfDoubles("tarn_t_pdf", 2, v => StudentT.PDF(0, 1, Degrees(v[1]), v[0])),
        Wilson("tarn_wilson_interval_lower", -1),
        Wilson("tarn_wilson_interval_upper", 1),
    ];

    private static double NormalCdf(double mean, double deviation, double value)
    {
        FunctionError.Require(deviation > 0, "standardDeviation must be > 0");
        return SpecialFunctions.Erfc((mean - value) / (deviation * Constants.Sqrt2)) / 2;
    }

    private static double InverseNormalCdf(double mean, double deviation, double probability)
    {
        FunctionError.Require(probability is > 0 and < 1, "p must be 0 > p > 1");
        FunctionError.Require(deviation > 0, "sd must be > 0");
        return Normal.InvCDF(mean, deviation, probability);
    }

    private static double BetaCdf(double a, double b, double value)
    {
        FunctionError.Require(value is >= 0 and <= 1, "value must be 0 >= v >= 1");
        FunctionError.Require(a > 0 && b > 0, "a, b must be > 0");
        return SpecialFunctions.BetaRegularized(a, b, value);
    }

    private static double InverseBetaCdf(double a, double b, double probability)
    {
        FunctionError.Require(probability is >= 0 and <= 1, "p must be 0 >= p >= 1");
        FunctionError.Require(a > 0 && b > 0, "a, b must be > 0");
        return probability is 0 or 1
            ? probability
            : Brent.FindRoot(
                x => SpecialFunctions.BetaRegularized(a, b, x) - probability, 0, 1, Accuracy, IterationsMax);
    }

    private static double Degrees(double degrees)
    {
        FunctionError.Require(degrees > 0, "df must be greater than 0");
        return degrees;
    }

    private static ScalarFunction Wilson(string name, int side) => OwnFunction.Returning(
        OwnTypes.Double,
        name,
        [OwnTypes.Bigint, OwnTypes.Bigint, OwnTypes.Double],
        values => WilsonBound(
            OwnFunction.WholeNumber(values[0]),
            OwnFunction.WholeNumber(values[1]),
            OwnFunction.Number(values[2]),
            side));

    private static double WilsonBound(long successes, long trials, double z, int side)
    {
        FunctionError.Require(successes >= 0, "number of successes must not be negative");
        FunctionError.Require(trials > 0, "number of trials must be positive");
        FunctionError.Require(successes <= trials, "number of successes must not be larger than number of trials");
        FunctionError.Require(z >= 0, "z-score must not be negative");
        double n = trials;
        double share = successes / n;
        double middle = share + (z * z / (2 * n));
        double reach = z * Math.Sqrt((share * (1 - share) / n) + (z * z / (4 * n * n)));
        return (middle + (side * reach)) / (1 + (z * z / n));
    }
}
