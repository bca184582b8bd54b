using Tarn.Engine.Vectors;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>Integers and decimals cannot be divided by zero; the engine would make it null.</summary>
internal static class ZeroDivision
{
    /// <param name="arguments">Whether the divisor is zero.</param>
    /// <param name="results">Never true: then the statement fails.</param>
    public static void Check(IReadOnlyList<ColumnVector> arguments, Span<bool> results)
    {
        for (int row = 0; row < results.Length; row++)
        {
            results[row] = false;
            if (!arguments[0].IsNull(row) && arguments[0].GetBoolean(row))
            {
                throw new DivideByZeroException("DIVISION_BY_ZERO: Division by zero");
            }
        }
    }
}
