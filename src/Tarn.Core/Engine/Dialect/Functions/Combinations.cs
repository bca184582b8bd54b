namespace Tarn.Engine.Dialect.Functions;

/// <summary>Which elements make up the combinations of an array, as numbers from 1.</summary>
internal static class Combinations
{
    private const int ElementsMax = 5;
    private const int CountMax = 100_000;

    /// <param name="values">The number of elements of the array, and how many to choose.</param>
    public static object Of(IReadOnlyList<object?> values)
    {
        long length = (long)values[0]!;
        long size = (long)values[1]!;
        if (size is < 0 or > ElementsMax)
        {
            throw FunctionError.InvalidArgument($"combination size must be 0 to {ElementsMax}: {size}");
        }

        List<object?> found = [];
        if (size <= length)
        {
            Add(found, [], length, size);
        }

        return found.ToArray();
    }

    /// <summary>Those of smaller last elements first, as Trino gives them.</summary>
    private static void Add(List<object?> found, IReadOnlyList<long> rest, long last, long size)
    {
        if (size == 0)
        {
            found.Add(rest.Cast<object?>().ToArray());
            if (found.Count > CountMax)
            {
                throw FunctionError.InvalidArgument($"combinations exceed {CountMax}");
            }

            return;
        }

        for (long i = size; i <= last; i++)
        {
            Add(found, [i, .. rest], i - 1, size - 1);
        }
    }
}
