using System.Collections;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Tarn.Engine.Values;

namespace Tarn.Engine.Dialect.Functions.Numbers;

/// <summary>The cosine of the angle between two vectors: sparse ones, which are maps, or arrays.</summary>
internal static class Similarity
{
    private static readonly EngineType Sparse = EngineType.Map(OwnTypes.Varchar, OwnTypes.Double);
    private static readonly EngineType Dense = EngineType.List(OwnTypes.Double);

    public static IReadOnlyList<ScalarFunction> Functions { get; } =
    [
        OwnFunction.Returning(
            OwnTypes.Double,
            "tarn_cosine_of_maps",
            [Sparse, Sparse],
            values => OfMaps((MapValue)values[0]!, (MapValue)values[1]!)),
        OwnFunction.Returning(
            OwnTypes.Double,
            "tarn_cosine_of_arrays",
            [Dense, Dense],
            values => OfArrays(
                [.. ((IEnumerable)values[0]!).Cast<double?>()], [.. ((IEnumerable)values[1]!).Cast<double?>()])),
    ];

    private static double? OfMaps(MapValue left, MapValue right)
    {
        Dictionary<string, double?> others = right.Entries.ToDictionary(
            entry => (string)entry.Key!, entry => (double?)entry.Value, StringComparer.Ordinal);
        List<double?> values = [.. left.Entries.Select(entry => (double?)entry.Value)];
        double? product = left.Entries.Sum(entry =>
            others.TryGetValue((string)entry.Key!, out double? other) ? (double?)entry.Value * other : 0);
        return Cosine(values, [.. others.Values], product);
    }

    private static double? OfArrays(List<double?> left, List<double?> right)
    {
        FunctionError.Require(left.Count == right.Count, "The arguments must have the same length");
        return Cosine(left, right, left.Zip(right).Sum(pair => pair.First * pair.Second));
    }

    /// <summary>Null when an element is.</summary>
    private static double? Cosine(List<double?> left, List<double?> right, double? product) =>
        left.Contains(null) || right.Contains(null)
            ? null
            : product / (Math.Sqrt(left.Sum(x => x!.Value * x.Value)) * Math.Sqrt(right.Sum(x => x!.Value * x.Value)));
}
