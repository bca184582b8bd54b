using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Numbers;

/// <summary><c>cbrt</c>, exact for cubes of whole numbers; the C library's is off by a bit for some.</summary>
internal static class CubeRoot
{
    public static ScalarFunction Function { get; } = OwnFunction.OfDoubles("tarn_cbrt", 1, values => Of(values[0]));

    /// <summary>One more step of Newton's method.</summary>
    private static double Of(double value)
    {
        double root = Math.Cbrt(value);
        double next = root - (((root * root * root) - value) / (3 * root * root));
        return double.IsFinite(next) ? next : root;
    }
}
