using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>How far texts are from each other, in code points.</summary>
internal static class TextDistance
{
    private const long CellsMax = 1_000_000;

    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        new("tarn_hamming_distance", [OwnTypes.Varchar, OwnTypes.Varchar], OwnTypes.Bigint, arguments =>
            Hamming(CodePoints.Of((string)arguments[0]!), CodePoints.Of((string)arguments[1]!))),
        new("tarn_levenshtein_distance", [OwnTypes.Varchar, OwnTypes.Varchar], OwnTypes.Bigint, arguments =>
            Levenshtein(CodePoints.Of((string)arguments[0]!), CodePoints.Of((string)arguments[1]!))),
    ];

    private static long Hamming(int[] left, int[] right) => left.Length == right.Length
        ? left.Zip(right).LongCount(pair => pair.First != pair.Second)
        : throw FunctionError.InvalidArgument(
            "The input strings to hamming_distance function must have the same length");

    private static long Levenshtein(int[] left, int[] right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length + right.Length;
        }

        if ((long)(left.Length - 1) * (right.Length - 1) > CellsMax)
        {
            throw FunctionError.InvalidArgument(
                "The combined inputs for Levenshtein distance are too large");
        }

        int[] distances = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 0; i < left.Length; i++)
        {
            int diagonal = distances[0];
            distances[0] = i + 1;
            for (int j = 0; j < right.Length; j++)
            {
                int replaced = diagonal + (left[i] == right[j] ? 0 : 1);
                diagonal = distances[j + 1];
                distances[j + 1] = Math.Min(replaced, Math.Min(distances[j], diagonal) + 1);
            }
        }

        return distances[^1];
    }
}
