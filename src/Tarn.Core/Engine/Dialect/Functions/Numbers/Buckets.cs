using System.Collections;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions.Numbers;

/// <summary><c>width_bucket</c></summary>
internal static class Buckets
{
    public static IReadOnlyList<ScalarFunction> Functions { get; } =
    [
        OwnFunction.Returning(
            OwnTypes.Bigint,
            "tarn_width_bucket",
            [OwnTypes.Double, OwnTypes.Double, OwnTypes.Double, OwnTypes.Bigint],
            values => OfRange(
                OwnFunction.Number(values[0]),
                OwnFunction.Number(values[1]),
                OwnFunction.Number(values[2]),
                OwnFunction.WholeNumber(values[3]))),
        OwnFunction.Returning(
            OwnTypes.Bigint,
            "tarn_width_bucket_of_bins",
            [OwnTypes.Double, EngineType.List(OwnTypes.Double)],
            values => OfBins(OwnFunction.Number(values[0]), [.. ((IEnumerable)values[1]!).Cast<double?>()])),
    ];

    private static long OfRange(double operand, double first, double second, long count)
    {
        FunctionError.Require(count > 0, "bucketCount must be greater than 0");
        FunctionError.Require(!double.IsNaN(operand), "operand must not be NaN");
        FunctionError.Require(double.IsFinite(first), "first bound must be finite");
        FunctionError.Require(double.IsFinite(second), "second bound must be finite");
        FunctionError.Require(first != second, "bounds cannot equal each other");
        double lower = Math.Min(first, second);
        double upper = Math.Max(first, second);
        long bucket = operand < lower ? 0
            : operand >= upper ? checked(count + 1)
            : (long)((count * (operand - lower) / (upper - lower)) + 1);
        return first > second ? count - bucket + 1 : bucket;
    }

    private static long OfBins(double operand, List<double?> bins)
    {
        FunctionError.Require(bins.Count > 0, "Bins cannot be an empty array");
        FunctionError.Require(!double.IsNaN(operand), "Operand cannot be NaN");
        int low = 0;
        int high = bins.Count;
        while (low < high)
        {
            bool isSorted = BinAt(bins, low) <= BinAt(bins, high - 1);
            FunctionError.Require(isSorted, "Bin values are not sorted in ascending order");
            int middle = (low + high) / 2;
            if (operand < BinAt(bins, middle))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private static double BinAt(List<double?> bins, int index)
    {
        FunctionError.Require(bins[index] is not null, "Bin values cannot be NULL");
        double bin = bins[index]!.Value;
        FunctionError.Require(double.IsFinite(bin), $"Bin value must be finite, got {bin}");
        return bin;
    }
}
